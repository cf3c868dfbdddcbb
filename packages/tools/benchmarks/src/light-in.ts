import { type Light, lightOf } from '@darkroom/imaging';
import type { Sharp } from 'sharp';

/** What scores are made of, of a picture before white. */
export async function lightIn(image: Sharp): Promise<Light> {
  const pixels = image.flatten({ background: '#fff' }).toColourspace('srgb').raw();
  const { data, info } = await pixels.toBuffer({ resolveWithObject: true });
  return lightOf({ data, width: info.width, height: info.height, channels: 3 });
}
