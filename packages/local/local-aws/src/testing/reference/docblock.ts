/** What the comment above a service says about it, in Markdown. */
export interface Docblock {
  /** Its first paragraph. */
  readonly purpose: string;
  readonly notes: readonly { readonly label: string; readonly text: string }[];
}

const labels = /(?:^|(?<=[.\n] ?))(Gaps|Without effect|By design)(?: \(([^)]*)\))?:/;

/** Reads the comment that lists the gaps in a service's index.ts. Throws if there is none. */
export function parseDocblock(source: string, file: string): Docblock {
  const comment = [...source.matchAll(/^\/\*\*\n([\s\S]*?)^ \*\/$/gm)]
    .map(([, lines = '']) => lines.replace(/^ \* ?/gm, ''))
    .find((text) => text.includes('Gaps:'));
  if (comment === undefined) throw new Error(`${file} names no gaps: its comment needs a line "Gaps: …".`);

  const [description = '', ...rest] = comment.split(new RegExp(labels, 'g'));
  const notes = [];
  for (let index = 0; index < rest.length; index += 3) {
    const [name = '', remark, text = ''] = rest.slice(index, index + 3);
    notes.push({ label: remark ? `${name} (${remark})` : name, text: unwrap(text) });
  }
  return { purpose: unwrap(description.split('\n\n')[0] ?? ''), notes };
}

/** Joins the lines of a paragraph, or of a list's item, into one. */
function unwrap(text: string): string {
  return text
    .trim()
    .replace(/\n(?!- |\n)\s*/g, ' ')
    .replace(/^(?=- )/, '\n');
}
