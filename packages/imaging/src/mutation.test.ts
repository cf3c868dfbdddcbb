import { presetSchema } from '@darkroom/pipeline-config';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits, redAndBlue } from '../test/images.ts';
import { ImageError } from './errors.ts';
import { inspect } from './inspect.ts';
import { plan } from './plan.ts';
import { render } from './render.ts';

const presets = {
  still: presetSchema.parse({ width: 32, height: 32, fit: 'cover', focus: 'attention', format: 'jpeg' }),
  moving: presetSchema.parse({ width: 32, format: 'webp' }),
};

type Mutation = (bytes: Uint8Array, header: Uint8Array) => Uint8Array;

const position = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.array(fc.tuple(position, fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 8 }).map(
    (flips): Mutation =>
      (bytes) => {
        const flipped = Uint8Array.from(bytes);
        for (const [at, mask] of flips)
          flipped[Math.floor(at * bytes.length)] = (bytes[Math.floor(at * bytes.length)] ?? 0) ^ mask;
        return flipped;
      },
  ),
  position.map(
    (share): Mutation =>
      (bytes) =>
        bytes.subarray(0, Math.ceil(share * bytes.length)),
  ),
  fc.integer({ min: 4, max: 64 }).map(
    (length): Mutation =>
      (bytes, header) =>
        Uint8Array.from([...header.subarray(0, length), ...bytes.subarray(length)]),
  ),
);

describe('damaged bytes', () => {
  it('always end in variants or an ImageError', async () => {
    const formats = ['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff'] as const;
    const files = await Promise.all(
      formats.map((format) => redAndBlue(64, 48).blur(3).toFormat(format).toBuffer()),
    );
    const anyFile = fc.constantFrom(...files);
    await fc.assert(
      fc.asyncProperty(anyFile, anyFile, mutation, async (file, other, mutate) => {
        const bytes = mutate(file, other);
        try {
          const metadata = await inspect(bytes, limits);
          const { variants } = await render(bytes, metadata, plan(metadata, presets));
          expect(variants).toHaveLength(2);
        } catch (error) {
          expect(error).toBeInstanceOf(ImageError);
        }
      }),
      { numRuns: Number(process.env.DARKROOM_MUTATIONS ?? 150) },
    );
  }, 600_000);
});
