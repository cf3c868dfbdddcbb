import { readFile } from 'node:fs/promises';
import { samplePhotos } from '@darkroom/cli/start/photos';
import { type Pixels, perceptualHash } from '@darkroom/imaging';
import sharp, { type Sharp } from 'sharp';

const side = 64;

/**
 * Perceptual hashes of as many different pictures as are asked for, each made of two windows of real photographs, laid
 * over one another. Their bits are as uneven as those of photographs, which random bits are not.
 */
export async function* hashesOfPictures(): AsyncGenerator<string> {
  const photos = await Promise.all(
    samplePhotos().map(async ({ file }) => {
      const { data, info } = await sharp(await readFile(file))
        .resize(400, 400, { fit: 'cover' })
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      return sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } });
    }),
  );
  const windows = await Promise.all(Array.from({ length: 1500 }, (_, n) => windowOf(photos, n)));
  const any = () => windows[between(0, windows.length - 1)] ?? new Uint8Array();
  for (;;) {
    const [one, other] = [any(), any()];
    const data = one.map((value, at) => (value + (other[at] ?? 0)) / 2);
    const picture: Pixels = { data, width: side, height: side, channels: 3 };
    const hash = await perceptualHash(picture);
    if (hash !== undefined) yield hash;
  }
}

/** A random window of one of the photos, mirrored at random. */
async function windowOf(photos: readonly Sharp[], n: number): Promise<Uint8Array> {
  const [width, height] = [between(100, 300), between(100, 300)];
  const photo = photos[n % photos.length]?.clone() ?? sharp();
  return photo
    .extract({ left: between(0, 400 - width), top: between(0, 400 - height), width, height })
    .resize(side, side, { fit: 'fill' })
    .flip(Math.random() < 0.5)
    .flop(Math.random() < 0.5)
    .raw()
    .toBuffer();
}

function between(least: number, most: number): number {
  return Math.round(least + Math.random() * (most - least));
}
