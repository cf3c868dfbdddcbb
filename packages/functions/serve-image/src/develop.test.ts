import { presetRecipe } from '@darkroom/imaging';
import { parseConfig, presetSchema } from '@darkroom/pipeline-config';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { developWith } from './develop.ts';

const photo = await sharp({ create: { width: 16, height: 8, channels: 3, background: 'red' } })
  .withExif({
    IFD0: { Artist: 'Jane Doe' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 0/1 0/1', GPSLongitude: '2/1 0/1 0/1' },
  })
  .jpeg()
  .toBuffer();
const thumb = { width: 8 };
const recipe = presetRecipe(presetSchema.parse(thumb));

test.each([
  ['rights', true],
  ['none', false],
] as const)(
  'a picture made on demand names the photographer if metadata is %s, and never the place',
  async (metadata, isNamed) => {
    const config = parseConfig({ presets: { thumb }, metadata, copyright: '© Agency' });
    const develop = developWith(config, { memoryMb: 1769, timeoutSeconds: 29 });
    const { bytes } = await develop(photo, recipe, 'webp', undefined);
    const { exif, xmpAsString = '' } = await sharp(bytes).metadata();
    expect(exif).toBeUndefined();
    expect(xmpAsString).toContain('© Agency');
    expect(xmpAsString.includes('Jane Doe')).toBe(isNamed);
  },
);
