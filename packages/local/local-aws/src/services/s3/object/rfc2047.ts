/**
 * Encoded words, the form in which S3 reads and writes metadata that is not ASCII: `=?UTF-8?Q?caf=C3=A9?=`.
 * Sources: RFC 2047; S3 user guide, "User-defined object metadata".
 */

const prefix = '=?UTF-8?';
const maxWord = 75 - prefix.length - 'Q?'.length - '?='.length;
const encodedWord = /=\?([^?\s]+)\?([QqBb])\?([^?\s]*)\?=/g;

/** ASCII stays unchanged; other text becomes encoded words, in Base64 if half of it or more is not ASCII. */
export function encodeWords(text: string): string {
  const special = text.match(/[^\t\x20-\x7e]/g)?.length ?? 0;
  if (special === 0) return text;
  return words(text, special * 2 >= text.length ? base64 : quoted).join(' ');
}

/** Decodes encoded words; all other text stays unchanged. */
export function decodeWords(text: string): string {
  return text
    .replace(/(\?=)\s+(?==\?)/g, '$1') // white space between two words belongs to neither
    .replace(encodedWord, (word, charset: string, encoding: string, content: string) => {
      const bytes =
        encoding.toUpperCase() === 'B'
          ? Buffer.from(content, 'base64')
          : Buffer.from(
              content
                .replaceAll('_', ' ')
                .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) =>
                  String.fromCharCode(Number.parseInt(hex, 16)),
                ),
              'latin1',
            );
      const encodings: Readonly<Record<string, BufferEncoding>> = {
        'utf-8': 'utf8',
        'us-ascii': 'latin1',
        'iso-8859-1': 'latin1',
      };
      const known = encodings[charset.toLowerCase()];
      return known === undefined ? word : bytes.toString(known);
    });
}

/** A word that would be too long is halved until it fits, never within a character. */
function words(text: string, encode: (text: string) => string): string[] {
  const characters = [...text];
  const encoded = encode(text);
  if (encoded.length - 2 <= maxWord || characters.length < 2) return [`${prefix}${encoded}?=`];
  const middle = Math.floor(characters.length / 2);
  return [
    ...words(characters.slice(0, middle).join(''), encode),
    ...words(characters.slice(middle).join(''), encode),
  ];
}

function base64(text: string): string {
  return `B?${Buffer.from(text).toString('base64')}`;
}

function quoted(text: string): string {
  const bytes = [...Buffer.from(text)].map((byte) => {
    const character = String.fromCharCode(byte);
    if (character === ' ') return '_';
    return /[!-~]/.test(character) && !/[=_?]/.test(character)
      ? character
      : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  });
  return `Q?${bytes.join('')}`;
}
