import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { photographs } from '../../test/photographs.ts';
import { openPixels, type Pixels, samplesOf } from '../libvips.ts';
import { lightOf, scoreOf } from './score.ts';

const [photo] = photographs();
const picture = await samplesOf(sharp(photo?.bytes).resize(320), 'srgb');
const light = lightOf(picture);
const scoreFor = (other: Pixels) => scoreOf(light, lightOf(other));
const jpeg = async (quality: number) =>
  samplesOf(sharp(await openPixels(picture).jpeg({ quality }).toBuffer()), 'srgb');

describe('the score of a picture', () => {
  it('is 100 for the same, whatever its size', () => {
    expect(scoreFor(picture)).toBe(100);
    for (const side of [1, 7, 8, 9, 33]) {
      const tiny = lightOf({ data: new Uint8Array(3 * side * side), width: side, height: side, channels: 3 });
      expect(scoreOf(tiny, tiny)).toBe(100);
    }
  });

  it('rises with the quality of the encoder', async () => {
    const scores = [];
    for (const quality of [10, 30, 50, 70, 90]) scores.push(scoreFor(await jpeg(quality)));
    expect(scores).toEqual(scores.toSorted((a, b) => a - b));
    expect(new Set(scores).size).toBe(scores.length);
  });

  it('is low for another picture', async () => {
    const [, other] = photographs();
    const size = { width: picture.width, height: picture.height };
    expect(
      scoreFor(await samplesOf(sharp(other?.bytes).resize({ ...size, fit: 'fill' }), 'srgb')),
    ).toBeLessThan(30);
  });

  it('falls further for one place that is spoilt than for the same error everywhere', () => {
    const spoilt = (isSpoilt: (x: number) => boolean, by: number) => ({
      ...picture,
      data: picture.data.map((value, at) => {
        const x = Math.floor(at / 3) % picture.width;
        return isSpoilt(x) ? Math.max(0, Math.min(255, value + (at % 2 === 0 ? by : -by))) : value;
      }),
    });
    const everywhere = spoilt(() => true, 4);
    const inOnePlace = spoilt((x) => x < picture.width / 16, 16); // the same mean square error
    expect(scoreFor(inOnePlace)).toBeLessThan(scoreFor(everywhere));
  });

  it('does not look at what is transparent', async () => {
    const clear = await samplesOf(openPixels(picture).ensureAlpha(0), 'srgb');
    const other = { ...clear, data: clear.data.map((value, at) => (at % 4 === 3 ? value : 255 - value)) };
    expect(scoreOf(lightOf(clear), lightOf(other))).toBe(100);
  });
});
