/** In characters. IPTC's own limit for a caption; everything else is a line. */
export const longest = { text: 2000, line: 300, keyword: 64 } as const;
const most = { keywords: 100, creators: 10 } as const;

/** Without what is no text, and not too long; `undefined` if nothing is left. */
export function textOf(text: string | undefined, length: number): string | undefined {
  if (text === undefined) return undefined;
  const clean = text
    .slice(0, 4 * length) // what is behind may be megabytes
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n]|[\p{Cs}\uFFFE\uFFFF]/gu, ' ') // what XML cannot hold
    .trim();
  const cut = [...clean].slice(0, length).join('').trim();
  return cut === '' ? undefined : cut;
}

export function lineOf(text: string | undefined): string | undefined {
  return textOf(text, longest.line)?.replaceAll(/\s+/g, ' ');
}

export function keywordsOf(words: readonly string[]): string[] | undefined {
  return listOf(words, most.keywords, longest.keyword);
}

export function creatorsOf(names: readonly string[]): string[] | undefined {
  return listOf(names, most.creators, longest.line);
}

function listOf(items: readonly string[], count: number, length: number): string[] | undefined {
  const texts = items.slice(0, 10 * count).flatMap((item) => textOf(item, length) ?? []);
  return texts.length > 0 ? [...new Set(texts)].slice(0, count) : undefined;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const western = new TextDecoder('windows-1252');

/** Text of a block that does not say how it is encoded: UTF-8 if it can be, else as most of Windows's programs write. */
export function decoded(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return western.decode(bytes);
  }
}
