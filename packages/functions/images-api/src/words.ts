import { z } from '@hono/zod-openapi';

/** One line of text as people write it: white space of any kind is one space, and control characters are none. */
export function lineSchema(most: number, spelled = (text: string) => text) {
  return z
    .string()
    .overwrite((text) => oneLine(spelled(text)))
    .min(1)
    .max(most);
}

function oneLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ')
    .trim();
}

/** The same tag however it is written: `Beach` is `beach`. Some letters have one code in lower case alone, or two. */
export const tagSchema = lineSchema(50, (tag) => tag.toLowerCase());
