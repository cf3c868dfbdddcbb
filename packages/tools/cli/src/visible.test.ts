import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellWord, visible } from './visible.ts';

const hostile = fc.array(
  fc.oneof(
    fc.constantFrom(
      "'",
      '\\',
      '$(id)',
      '\x1b]0;pwned\x07',
      '\x1b[2J',
      '\r',
      '\n',
      '\x7f',
      '\x85',
      '\x9b',
      '1',
    ),
    fc.constantFrom('\u061c', '\u200f', '\u202e', '\u2066', '\u2028', '\u2029'),
    fc.string({ unit: 'grapheme' }),
  ),
);
const hostileText = hostile.map((parts) => parts.join(''));
const printable = /^[^\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]*$/u;

test('characters that control a terminal or disguise a line are escaped as in JSON', () => {
  expect(visible('x/\x1b]0;pwned\x07\x1b[2Jy.webp')).toBe('x/\\u001b]0;pwned\\u0007\\u001b[2Jy.webp');
  expect(visible('a\r\nb\x7f\x9b\u202egpj.exe\u2028')).toBe(
    'a\\u000d\\u000ab\\u007f\\u009b\\u202egpj.exe\\u2028',
  );
  fc.assert(fc.property(hostileText, (text) => void expect(visible(text)).toMatch(printable)));
});

test('text of any script stays unchanged', () => {
  for (const text of ["a b/ü +0'%.jpg", '日本/שלום/٣ 👩‍👩‍👧.png', 'C:\\photos'])
    expect(visible(text)).toBe(text);
});

test('a shell reads the word as the original text, and a terminal shows all of it', () => {
  fc.assert(
    fc.property(fc.array(hostileText, { minLength: 20 }), (texts) => {
      const words = texts.map(shellWord);
      for (const word of words) expect(word).toMatch(printable);
      const read = execFileSync('bash', ['-c', `printf '%s\\0' ${words.join(' ')}`], { encoding: 'utf8' });
      expect(read.split('\0').slice(0, -1)).toEqual(texts);
    }),
    { numRuns: 20 },
  );
});

test('a text with NUL, which no argument can contain, is cut before the NUL', () => {
  expect(shellWord('a\x1b\0b')).toBe("$'a\\033'");
});
