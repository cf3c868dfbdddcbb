import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { findQuality, mostEncodes, tolerance } from './find-quality.ts';
import { qualityRange, typicalQuality, typicalScore } from './typical-quality.ts';

/** An encoder whose files say their quality; each quality step counts, and more so above 80. */
function encoderOf(scoreAt: (quality: number) => number) {
  const tried: number[] = [];
  const encode = async (quality: number) => {
    tried.push(quality);
    return { file: Buffer.from([quality]), score: scoreAt(quality) };
  };
  return { tried, encode };
}
const always = () => true;

describe('findQuality', () => {
  it('takes the first file where the picture is as most photographs are', async () => {
    const { tried, encode } = encoderOf((quality) => typicalScore('jpeg', quality));
    const { file, quality } = await findQuality({ format: 'jpeg', target: 80 }, encode, always);
    expect(tried).toEqual([80]);
    expect([...file]).toEqual([80]);
    expect(quality).toEqual({ value: 80, score: 80 });
  });

  it('takes a better or a worse quality for a picture that needs one', async () => {
    for (const offset of [-8, 8]) {
      const { tried, encode } = encoderOf((quality) => typicalScore('webp', quality) + offset);
      const { file, quality } = await findQuality({ format: 'webp', target: 75 }, encode, always);
      expect(Math.abs(quality.score - 75)).toBeLessThanOrEqual(tolerance);
      expect(quality.missed).toBeUndefined();
      expect([...file]).toEqual([quality.value]);
      expect(tried).toHaveLength(2);
    }
  });

  it('ends at the edge of the range, and says that no quality reaches the target', async () => {
    for (const [score, edge] of [
      [100, 'least'],
      [5, 'most'],
    ] as const) {
      const { tried, encode } = encoderOf(() => score);
      const { quality } = await findQuality({ format: 'avif', target: 80 }, encode, always);
      expect(tried.at(-1)).toBe(qualityRange('avif')[edge]);
      expect(tried.length).toBeLessThan(mostEncodes);
      expect(quality).toMatchObject({ score, missed: 'OutOfRange' });
    }
  });

  it('makes a drawing no worse than most photographs need, however good it looks', async () => {
    const { tried, encode } = encoderOf(() => 99);
    const { quality } = await findQuality({ format: 'jpeg', target: 80, isDrawn: true }, encode, always);
    expect(tried).toEqual([80]);
    expect(quality).toEqual({ value: 80, score: 99, missed: 'OutOfRange' });
  });

  it('keeps the first file where there is no time for another that takes as long, and says so', async () => {
    const { tried, encode } = encoderOf(() => 50);
    const { quality } = await findQuality({ format: 'webp', target: 80 }, encode, (ms) => ms < 0);
    expect(tried).toHaveLength(1);
    expect(quality).toEqual({ value: typicalQuality('webp', 80), score: 50, missed: 'OutOfTime' });
  });

  it('takes the nearest of two steps that are both too far, and says so', async () => {
    const { encode } = encoderOf((quality) => (quality < 77 ? 60 : 84));
    const { quality } = await findQuality({ format: 'jpeg', target: 80 }, encode, always);
    expect(quality).toMatchObject({ score: 84, missed: 'TooCoarse' });
  });

  test('never encodes more than four times, and returns the nearest file of those that it made', async () => {
    const steps = fc.array(fc.double({ min: 0, max: 4, noNaN: true }), { minLength: 100, maxLength: 100 });
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 60, max: 95 }), async (rises, target) => {
        const scores = rises.map((_, at) =>
          Math.min(
            100,
            rises.slice(0, at).reduce((a, b) => a + b, 0),
          ),
        );
        const { tried, encode } = encoderOf((quality) => scores[quality - 1] ?? 0);
        const { quality } = await findQuality({ format: 'jpeg', target }, encode, always);
        expect(tried.length).toBeLessThanOrEqual(mostEncodes);
        expect(new Set(tried).size).toBe(tried.length);
        const away = (value: number) => Math.abs((scores[value - 1] ?? 0) - target);
        expect(away(quality.value)).toBe(Math.min(...tried.map(away)));
        expect(quality.missed === undefined).toBe(away(quality.value) <= tolerance);
      }),
    );
  });
});

test('what most photographs need rises with the target, and back again', () => {
  for (const format of ['jpeg', 'webp', 'avif'] as const) {
    const qualities = Array.from({ length: 36 }, (_, at) => typicalQuality(format, 60 + at));
    expect(qualities).toEqual(qualities.toSorted((a, b) => a - b));
    for (const [at, quality] of qualities.entries())
      expect(Math.abs(typicalScore(format, quality) - (60 + at))).toBeLessThan(1.5);
  }
});
