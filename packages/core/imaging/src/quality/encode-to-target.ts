import type { Sharp } from 'sharp';
import { openImage, openPixels, samplesOf } from '../libvips.ts';
import { findQuality, type Sought } from './find-quality.ts';
import { lightOf, scoreOf } from './score.ts';

/** The file of a finished picture whose score is the target's. `encode` makes one at a quality. */
export async function encodeToTarget(
  image: Sharp,
  sought: Sought,
  encode: (image: Sharp, quality: number) => Promise<Buffer>,
  hasTime: (ms: number) => boolean,
) {
  const picture = await samplesOf(image, 'srgb');
  const light = lightOf(picture);
  const attempt = async (quality: number) => {
    const file = await encode(openPixels(picture), quality);
    // In whichever gamut: the numbers are compared.
    const shown = openImage(file, { ignoreIcc: true, limitInputPixels: false });
    return { file, score: scoreOf(light, lightOf(await samplesOf(shown, 'srgb'))) };
  };
  return findQuality(sought, attempt, hasTime);
}
