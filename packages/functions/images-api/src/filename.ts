const maximumLength = 100;

/**
 * A file's name as the last part of a key. It keeps letters of all scripts. It drops control characters, lone surrogates
 * and everything that could be taken for a path, markup or a template.
 */
export function safeFilename(filename: string): string {
  const cleaned = filename
    .normalize('NFC')
    .replace(/\p{C}/gu, '')
    .replace(/[\\/:*?"<>|{}]+/g, '-')
    .replace(/^[.\s-]+/, '')
    .trim();
  const characters = [...cleaned];
  if (characters.length <= maximumLength) return cleaned || 'image';
  // Keeps the end, because the extension is there.
  return (
    characters
      .slice(-maximumLength)
      .join('')
      .replace(/^[.\s-]+/, '') || 'image'
  );
}
