// jimp decodes once and copies the pixels. It writes no WebP: all its variants are JPEG.
import { join } from 'node:path';
import { Jimp } from 'jimp';

export async function make(file, folder, variants) {
  const original = await Jimp.read(file);
  for (const { name, width, height, quality } of variants) {
    const image = original.clone();
    if (height) image.cover({ w: width, h: height });
    else image.resize({ w: width });
    const path = join(folder, name.replace(/webp$/, 'jpeg'));
    await image.write(path, { quality });
  }
}
