// @napi-rs/image, with its faster way to scale.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FastResizeFilter, ResizeFit, Transformer } from '@napi-rs/image';

export async function make(file, folder, variants) {
  const bytes = await readFile(file);
  await Promise.all(
    variants.map(async ({ name, width, height, format, quality }) => {
      const image = new Transformer(bytes).rotate().fastResize({
        width,
        ...(height && { height }),
        filter: FastResizeFilter.Lanczos3,
        fit: ResizeFit.Cover,
      });
      const encoded = format === 'jpeg' ? image.jpeg(quality) : image.webp(quality);
      await writeFile(join(folder, name), await encoded);
    }),
  );
}
