/** Control characters (C0, DEL, C1), what turns the direction of text, and the separators of lines. */
const unprintable = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/**
 * Text of others, such as an object's key, for a line that people read: what would command their terminal or disguise
 * the line is written as JSON writes it, `\u001b`.
 */
export function visible(text: string): string {
  return text.replace(
    unprintable,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Text as one word of a shell, to be pasted; with control characters for those that know `$'…'`: bash, zsh, ksh. */
export function shellWord(text: string): string {
  if (visible(text) === text) return `'${text.replaceAll("'", "'\\''")}'`;
  const [passable = ''] = text.split('\0'); // no argument can hold more
  return `$'${passable.replace(/['\\]/g, octal).replace(unprintable, octal)}'`;
}

/** Bytes, because `\u` depends on the locale; three digits, because what follows may be one. */
function octal(character: string): string {
  return [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
