import { expect, test } from 'vitest';
import { limits, redAndBlue } from '../../test/images.ts';
import { longWebp } from '../../test/large-images.ts';
import { TooLarge } from '../errors.ts';
import { inspect } from '../inspect.ts';
import { webpSource } from './webp.ts';

const size = { width: 4, height: 4 };

test('frames are counted before libwebp sees them: it would take minutes for a long list', async () => {
  const still = await redAndBlue(4, 4).webp({ lossless: true }).toBuffer();
  expect(await inspect(longWebp(still, size, limits.maxFrames), limits)).toMatchObject({
    pages: limits.maxFrames,
  });
  const long = longWebp(still, size, 240_000);
  await expect(inspect(long, limits)).rejects.toThrow('The animation has 240000 frames');
});

test('lossless pictures are told from others, still and moving', async () => {
  for (const lossless of [true, false]) {
    const still = await redAndBlue(4, 4).webp({ lossless }).toBuffer();
    expect(webpSource(still)).toMatchObject({ listedFrames: 1, isLossless: lossless });
    expect(webpSource(longWebp(still, size, 3))).toMatchObject({ listedFrames: 3, isLossless: lossless });
  }
});

test('more chunks beside the pixels than any program writes are refused', async () => {
  const still = await redAndBlue(4, 4).webp().toBuffer();
  const chunks = Buffer.alloc(8 * 20_000, Buffer.from('ABCD\0\0\0\0'));
  await expect(inspect(Buffer.concat([still, chunks]), limits)).rejects.toThrow(TooLarge);
});
