import { parseConfig } from '@darkroom/pipeline-config';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { developWith } from './develop.ts';

const capacity = { memoryMb: 1769, timeoutSeconds: 120 };
const photo = await sharp({ create: { width: 16, height: 8, channels: 3, background: 'red' } })
  .withExif({
    IFD0: { Model: 'Camera', Artist: 'Jane Doe' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 0/1 0/1', GPSLongitude: '2/1 0/1 0/1' },
  })
  .jpeg()
  .toBuffer();

test.each([
  [undefined, { camera: 'Camera', creators: ['Jane Doe'] }],
  [true, { camera: 'Camera', creators: ['Jane Doe'], location: { latitude: 48, longitude: 2 } }],
])('where a photo was taken is known only with keepLocation: %s', async (keepLocation, facts) => {
  const config = parseConfig({ presets: { thumb: { width: 8 } }, ...(keepLocation && { keepLocation }) });
  expect((await developWith(config, capacity)(photo)).facts).toEqual(facts);
});

test('the original is recorded without the blocks of its file', async () => {
  const config = parseConfig({ presets: { thumb: { width: 8 } } });
  const { original } = await developWith(config, capacity)(photo);
  expect(original).toEqual({
    format: 'jpeg',
    width: 16,
    height: 8,
    pages: 1,
    hasAlpha: false,
    colourSpace: 'srgb',
    bytes: photo.byteLength,
  });
});

test.each([
  ['rights', true],
  ['none', false],
] as const)('variants name the photographer if metadata is %s', async (metadata, isNamed) => {
  const config = parseConfig({ presets: { thumb: { width: 8 } }, metadata, copyright: '© Agency' });
  const { variants } = await developWith(config, capacity)(photo);
  for (const { bytes } of variants) {
    const { xmpAsString = '' } = await sharp(bytes).metadata();
    expect(xmpAsString).toContain('© Agency');
    expect(xmpAsString.includes('Jane Doe')).toBe(isNamed);
  }
});
