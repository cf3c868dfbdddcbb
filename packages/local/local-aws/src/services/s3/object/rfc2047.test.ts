import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeWords, encodeWords } from './rfc2047.ts';

// Answers of AWS, recorded by LocalStack's tests.
test.each([
  ['plain ASCII _=?', 'plain ASCII _=?'],
  ['ÄMÄZÕÑ S3', '=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?='],
  [
    'test_—_file%E2%80%94_é_2👑.pdf',
    '=?UTF-8?Q?test=5F=E2=80=94=5Ffile%E2%80%94=5F=C3=A9=5F2=F0=9F=91=91.pdf?=',
  ],
  ['\0\x01\x02\x03', '=?UTF-8?B?AAECAw==?='],
])('%s is written as S3 writes it', (text, encoded) => {
  expect(encodeWords(text)).toBe(encoded);
});

test('any text comes back as it was, in words that a header can hold', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      // What looks like an encoded word already is taken for one.
      fc.pre(!text.includes('=?'));
      const encoded = encodeWords(text);
      expect(decodeWords(encoded)).toBe(text);
      expect(encoded).toMatch(/^[\t\x20-\x7e]*$/);
      if (encoded !== text)
        expect(Math.max(...encoded.split(' ').map((word) => word.length))).toBeLessThan(76);
    }),
  );
});
