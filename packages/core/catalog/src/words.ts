/** Of one image. */
export const mostTags = 20;

/** Text as people write it, on one line: white space of any kind is one space, and control characters are none. */
export function oneLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ')
    .trim();
}

/** The same tag however it is written: `Beach` is `beach`. Some letters have one code in lower case alone, or two. */
export function tagText(text: string): string {
  return oneLine(text.toLowerCase());
}
