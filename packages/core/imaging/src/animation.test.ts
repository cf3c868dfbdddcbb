import sharp from 'sharp';
import { expect, test } from 'vitest';
import { limits } from '../test/images.ts';
import { renderAll } from '../test/render-presets.ts';
import { inspect } from './inspect.ts';

const colours = ['#ff0000', '#00ff00', '#0000ff', '#ffff00'];

/** Each colour fills a quarter of the picture, 100 × 50; every frame begins with another colour. */
function quarters(first: number): Promise<Buffer> {
  const quarter = (index: number) => {
    const background = colours[(first + index) % 4] ?? '#000000';
    const input = { create: { width: 50, height: 25, channels: 3, background } } as const;
    return { input, left: 50 * (index % 2), top: 25 * Math.floor(index / 2) };
  };
  const canvas = { width: 100, height: 50, channels: 3, background: '#000000' } as const;
  return sharp({ create: canvas }).composite([0, 1, 2, 3].map(quarter)).png().toBuffer();
}

async function turned(orientation: number): Promise<{ moving: Buffer; stills: Buffer[] }> {
  const frames = await Promise.all([quarters(0), quarters(1)]);
  const moving = await sharp(frames, { join: { animated: true } })
    .webp({ lossless: true, delay: [100, 200], loop: 3 })
    .withMetadata({ orientation })
    .toBuffer();
  const stills = frames.map((frame) => sharp(frame).withMetadata({ orientation }).png().toBuffer());
  return { moving, stills: await Promise.all(stills) };
}

/** The frames' pixels, four to a picture, one in the middle of each quarter. */
async function quartersOf(bytes: Uint8Array, page: number): Promise<number[]> {
  const { data, info } = await sharp(bytes, { page })
    .autoOrient()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return [0, 1, 2, 3].flatMap((index) => {
    const left = Math.floor(width * (index % 2 ? 0.75 : 0.25));
    const top = Math.floor(height * (index < 2 ? 0.25 : 0.75));
    return [...data.subarray((top * width + left) * channels).subarray(0, 3)];
  });
}

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'an animation with EXIF orientation %i comes out upright',
  async (orientation) => {
    const { moving, stills } = await turned(orientation);
    const { variants } = await renderAll(moving, {
      whole: { width: 100, format: 'gif' },
      square: { width: 40, height: 40, fit: 'cover', format: 'gif' },
      still: { width: 100, format: 'png' },
    });
    const [width, height] = orientation > 4 ? [50, 100] : [100, 50];
    expect(variants).toMatchObject([
      { width, height },
      { width: 40, height: 40 },
      { width, height },
    ]);
    for (const { preset, bytes, ...size } of variants) {
      const written = await sharp(bytes).metadata();
      expect(written).toMatchObject({ width: size.width, height: size.height });
      expect(written.pages ?? 1).toBe(preset === 'still' ? 1 : 2);
      for (const [page, still] of (preset === 'still' ? stills.slice(0, 1) : stills).entries()) {
        expect(await quartersOf(bytes, page)).toEqual(await quartersOf(still, 0));
      }
    }
  },
);

test('a turned animation keeps its frame durations and its number of loops', async () => {
  const { moving } = await turned(6);
  moving.writeUIntLE(70_000, moving.lastIndexOf('ANMF') + 20, 3); // more than sharp writes: a frame's milliseconds
  const { variants } = await renderAll(moving, { only: { width: 50, format: 'webp' } });
  const written = await sharp(variants[0]?.bytes).metadata();
  expect(written).toMatchObject({ width: 50, height: 100, delay: [100, 65_535], loop: 3 });
});

test('a turned animation that is cut off is corrupt', async () => {
  const { moving } = await turned(6);
  const cut = moving.subarray(0, Math.floor(moving.length * 0.7));
  const outcome = renderAll(cut, { only: { width: 50 } });
  await expect(outcome).rejects.toThrow(expect.objectContaining({ code: 'Corrupt' }));
  expect(await inspect(moving, limits)).toMatchObject({ width: 50, height: 100, pages: 2 });
});
