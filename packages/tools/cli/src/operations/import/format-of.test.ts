import { expect, test } from 'vitest';
import { formatOfName, looksLikePicture } from './format-of.ts';

test.each([
  ['a/b.JPG', 'jpeg'],
  ['photo.heif', 'heic'],
  ['scan.tif', 'tiff'],
  ['scan.BMP', 'bmp'],
  ['export.jxl', 'jxl'],
  ['IMG_1.CR3', 'raw'],
  ['film.mov', undefined],
  ['folder.jpg/file', undefined],
  ['jpg', undefined],
  ['', undefined],
])('the name %j tells %s', (key, format) => {
  expect(formatOfName(key)).toBe(format);
});

test.each([
  ['\xff\xd8\xff\xe0', true],
  ['\0\0\0\x18ftypheic\0\0\0\0', true],
  ['\0\0\0\x18ftypcrx \0\0\0\0', true],
  ['FUJIFILMCCD-RAW ', true],
  ['BM\x36\x10\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0', true],
  ['\0\0\0\x0cJXL \r\n\x87\n', true],
  ['BMW, 2019', false],
  ['\0\0\0\x18ftypisom\0\0\0\0', false],
  ['\0\0\0\x18ftypqt  \0\0\0\0', false],
  ['%PDF-1.7', false],
  ['', false],
])('the first bytes %j are those of a picture: %s', (bytes, expected) => {
  expect(looksLikePicture(Buffer.from(bytes, 'latin1'))).toBe(expected);
});
