const maximumLength = 100;

/**
 * A file's name as the last part of a key: letters of all scripts stay, what could be taken for a path, markup or a
 * template goes, control characters and lone surrogates with it.
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
  // The end is kept, for the extension's sake.
  return (
    characters
      .slice(-maximumLength)
      .join('')
      .replace(/^[.\s-]+/, '') || 'image'
  );
}
