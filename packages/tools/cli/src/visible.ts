/** Control characters (C0, DEL, C1), characters that change the direction of text, and line separators. */
const unprintable = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/**
 * Foreign text, such as an object's key, for a line that people read. Characters that would control the terminal or
 * disguise the line are escaped as in JSON, `\u001b`.
 */
export function visible(text: string): string {
  return text.replace(
    unprintable,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Text as one word for a shell, to be pasted. Control characters need a shell that knows `$'…'`: bash, zsh, ksh. */
export function shellWord(text: string): string {
  if (visible(text) === text) return `'${text.replaceAll("'", "'\\''")}'`;
  const [passable = ''] = text.split('\0'); // no argument can contain a NUL
  return `$'${passable.replace(/['\\]/g, octal).replace(unprintable, octal)}'`;
}

/** Bytes, because `\u` depends on the locale; three digits, because a digit may follow. */
function octal(character: string): string {
  return [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
