import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { uniqueKey } from '../photo.ts';
import { decidedImage, type Image, upload } from './images.ts';

const corpus =
  process.env.DARKROOM_CORPUS ?? fileURLToPath(new URL('../../../../../../shared/corpus', import.meta.url));
const files = async (kind: 'good' | 'hostile') => (existsSync(corpus) ? readdir(`${corpus}/${kind}`) : []);

async function processed(kind: string, name: string): Promise<Image> {
  const key = uniqueKey(name);
  await upload(key, await readFile(`${corpus}/${kind}/${name}`));
  return decidedImage(key);
}

describe.skipIf(!existsSync(corpus))(
  'the corpus of real files (skipped: set DARKROOM_CORPUS to a folder)',
  async () => {
    test.each(await files('good'))('%s comes out with variants that decode', async (name) => {
      const image = await processed('good', name);
      expect(image).toMatchObject({ status: 'ready' });
      for (const { url, width, height } of image.variants) {
        const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
        const metadata = await sharp(bytes).metadata();
        expect([metadata.width, metadata.pageHeight ?? metadata.height]).toEqual([width, height]);
      }
    });

    test.each(await files('hostile'))(
      '%s ends as failed with a reason, or with variants that decode',
      async (name) => {
        const image = await processed('hostile', name);
        if (image.status === 'failed') {
          expect(image.code).toMatch(/^(UnsupportedFormat|TooLarge|Corrupt)$/);
          expect(image.reason).not.toBe('');
        }
        for (const { url } of image.variants) {
          const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
          expect((await sharp(bytes).stats()).channels.length).toBeGreaterThan(0);
        }
      },
    );

    test('the eight EXIF orientations of one landscape come out as the same picture', async () => {
      const names = [1, 2, 3, 4, 5, 6, 7, 8].map((orientation) => `Landscape_${orientation}.jpg`);
      const images = await Promise.all(names.map((name) => processed('good', name)));
      const pictures = await Promise.all(
        images.map(async ({ variants }) => {
          const [widest] = variants.toSorted((a, b) => b.width - a.width);
          const bytes = Buffer.from(await (await fetch(widest?.url ?? '')).arrayBuffer());
          return sharp(bytes).resize(32, 24, { fit: 'fill' }).removeAlpha().raw().toBuffer();
        }),
      );
      for (const picture of pictures) {
        const differences = picture.map((value, index) => Math.abs(value - (pictures[0]?.[index] ?? 0)));
        expect(differences.reduce((sum, difference) => sum + difference, 0) / picture.length).toBeLessThan(8);
      }
    });
  },
);
