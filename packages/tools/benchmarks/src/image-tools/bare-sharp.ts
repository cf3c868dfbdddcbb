import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Variant } from './tool.ts';

/** A pipeline for each variant, all at the same time, with the encoder settings of Darkroom. */
export async function make(file: string, folder: string, variants: readonly Variant[]): Promise<void> {
  const bytes = await readFile(file);
  await Promise.all(
    variants.map(({ name, width, height, format, quality }) => {
      const animated = file.endsWith('.gif');
      const position = animated ? 'centre' : 'attention'; // which it does not look for in an animation
      const image = sharp(bytes, { animated })
        .autoOrient()
        .resize({ width, ...(height && { height, fit: 'cover', position }) });
      const encoded = format === 'jpeg' ? image.jpeg({ quality }) : image.webp({ quality, effort: 2 });
      return encoded.toFile(join(folder, name));
    }),
  );
}
