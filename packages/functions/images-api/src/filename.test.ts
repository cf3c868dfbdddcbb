import { expect, test } from 'vitest';
import { safeFilename } from './filename.ts';

test.each([
  // biome-ignore lint/suspicious/noTemplateCurlyInString: S3 replaces it by another name, in a form
  ['${filename}', '$-filename-'],
  ['{a}', 'a-'],
  ['../../etc/passwd', 'etc-passwd'],
  ['C:\\photos\\<b>.jpg', 'C-photos-b-.jpg'],
  ['a\r\nb\0\u202e.jpg', 'ab.jpg'],
  ['Gr\u0075\u0308\u00dfe 日本.jpg', 'Grüße 日本.jpg'],
  ['..', 'image'],
  ['', 'image'],
  [`${'x'.repeat(200)}.jpg`, `${'x'.repeat(96)}.jpg`],
])('%j becomes %j', (filename, expected) => {
  expect(safeFilename(filename)).toBe(expected);
});
