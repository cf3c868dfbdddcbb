import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextReprocess, versionOf } from './version.ts';

const sequencer = fc.stringMatching(/^[0-9A-F]{6,24}$/);

/** S3's rule: pad the shorter with zeros on the right, then compare. */
function compareAsS3(a: string, b: string): number {
  const length = Math.max(a.length, b.length);
  const [left, right] = [a.padEnd(length, '0'), b.padEnd(length, '0')];
  return left < right ? -1 : left > right ? 1 : 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

test('versions sort as S3 says that sequencers do', () => {
  fc.assert(
    fc.property(sequencer, sequencer, (a, b) => {
      expect(compare(versionOf(a), versionOf(b))).toBe(compareAsS3(a, b));
      expect(versionOf(a.toLowerCase())).toBe(versionOf(a));
    }),
  );
});

test('a reprocess comes after its object and every earlier reprocess, and before every later event', () => {
  fc.assert(
    fc.property(sequencer, sequencer, fc.integer({ min: 1, max: 30 }), (a, b, times) => {
      fc.pre(compareAsS3(a, b) < 0);
      let version = versionOf(a);
      for (let n = 0; n < times; n++) {
        const next = nextReprocess(version);
        expect(next > version).toBe(true);
        expect(next < versionOf(b)).toBe(true);
        version = next;
      }
    }),
  );
});

test('the ten thousandth reprocess of one object is refused', () => {
  expect(nextReprocess('A1-9998')).toBe('A1-9999');
  expect(() => nextReprocess('A1-9999')).toThrow(expect.objectContaining({ code: 'ReprocessLimit' }));
});
