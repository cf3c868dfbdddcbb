import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tagSchema } from './words.ts';

test('a tag is the same however it is written, also in letters that have one code in lower case alone', () => {
  for (const spellings of [
    ['Beach', ' beach\n'],
    ['H\u0331aifa', 'h\u0331aifa', '\u1e96aifa'],
    ['J\u030c', '\u01f0'],
    ['\u0130', 'I\u0307'],
  ])
    expect(new Set(spellings.map((spelling) => tagSchema.parse(spelling))).size).toBe(1);
});

test('a tag that is accepted is accepted again as it is stored', () => {
  const tag = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.nat({ max: 60 }).map((length) => '\u0130'.repeat(length)), // twice as long in lower case
  );
  fc.assert(
    fc.property(tag, (text) => {
      const { data } = tagSchema.safeParse(text);
      if (data !== undefined) expect(tagSchema.parse(data)).toBe(data);
    }),
  );
});
