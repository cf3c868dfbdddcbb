import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bandCount, bandsNear, bandsOf, distanceBetween, furthestDistance } from './likeness.ts';

const bits = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const textOf = (value: bigint) => value.toString(16).padStart(16, '0');
const hash = bits.map(textOf);
const distance = fc.integer({ min: 0, max: furthestDistance });

/** A hash, and another that differs in exactly that many bits. */
const pair = distance.chain((differing) =>
  fc
    .tuple(
      bits,
      fc.uniqueArray(fc.bigInt({ min: 0n, max: 63n }), { minLength: differing, maxLength: differing }),
    )
    .map(([value, flips]) => ({
      differing,
      hash: textOf(value),
      other: textOf(flips.reduce((flipped, bit) => flipped ^ (1n << bit), value)),
    })),
);

test('two hashes are as far apart as they have different bits, either way', () => {
  fc.assert(
    fc.property(pair, ({ hash, other, differing }) => {
      expect(distanceBetween(hash, other)).toBe(differing);
      expect(distanceBetween(other, hash)).toBe(differing);
    }),
  );
});

test('every bit of a hash is in exactly one band', () => {
  fc.assert(
    fc.property(hash, fc.bigInt({ min: 0n, max: 63n }), (hash, bit) => {
      const bands = bandsOf(hash);
      const flipped = bandsOf(textOf(BigInt(`0x${hash}`) ^ (1n << bit)));
      expect(bands.join('')).toHaveLength(64);
      expect(bands.filter((band, n) => band !== flipped[n])).toHaveLength(1);
    }),
  );
});

test('whatever bits differ, a hash that is near enough shares a band that is asked for', () => {
  fc.assert(
    fc.property(pair, distance, ({ hash, other, differing }, asked) => {
      fc.pre(differing <= asked);
      const near = bandsNear(hash, asked);
      expect(bandsOf(other).some((band, n) => near[n]?.includes(band))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('a search asks six questions, or seventy, each once', () => {
  fc.assert(
    fc.property(hash, distance, (hash, asked) => {
      const questions = bandsNear(hash, asked).flatMap((bands, n) => bands.map((band) => `${n} ${band}`));
      expect(questions).toHaveLength(asked < bandCount ? 6 : 70);
      expect(new Set(questions).size).toBe(questions.length);
    }),
  );
});
