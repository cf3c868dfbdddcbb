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

test('a preset with the focus `own` keeps the focal point of its image, and its variants say which', async () => {
  const red = { width: 8, height: 8, channels: 3, background: '#ff0000' } as const;
  const halves = await sharp({ create: red }).extend({ right: 8, background: '#0000ff' }).png().toBuffer();
  const square = { width: 8, height: 8, fit: 'cover', format: 'png' } as const;
  const config = parseConfig({ presets: { face: { ...square, focus: 'own' }, square } });
  const develop = developWith(config, capacity);
  const pointOf = async (focalPoint?: { x: number; y: number }) =>
    (await develop(halves, focalPoint)).variants.map((variant) => variant.focalPoint);
  expect(await pointOf()).toEqual([{ x: 0.5, y: 0.5 }, undefined]);
  for (const [x, colour] of [
    [0, [255, 0, 0]],
    [1, [0, 0, 255]],
  ] as const) {
    const [face] = (await develop(halves, { x, y: 0.5 })).variants;
    expect(face?.focalPoint).toEqual({ x, y: 0.5 });
    const pixels = await sharp(face?.bytes).removeAlpha().raw().toBuffer();
    expect([...pixels.subarray(0, 3)]).toEqual(colour);
  }
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

test('a variant of a preset with a target says which quality it has, and how much it looks like the original', async () => {
  const config = parseConfig({
    presets: { seen: { width: 8, quality: { target: 80 } }, fixed: { width: 8, quality: 80 } },
  });
  const { variants } = await developWith(config, capacity)(photo);
  expect(variants.map(({ quality }) => quality)).toEqual([
    { value: expect.any(Number), score: expect.any(Number), missed: 'OutOfRange' }, // red is red
    undefined,
  ]);
});

test('it tells of each variant as soon as it is made, AVIF last', async () => {
  const told: string[] = [];
  const develop = developWith(
    parseConfig({
      presets: { thumb: { width: 8, formats: ['avif', 'webp'] }, small: { width: 12, formats: ['jpeg'] } },
    }),
    capacity,
  );
  const { variants } = await develop(photo, undefined, ({ format }) => told.push(format));
  expect(variants.map(({ format }) => format)).toEqual(['avif', 'webp', 'jpeg']);
  expect(told.toSorted()).toEqual(['avif', 'jpeg', 'webp']);
  expect(told.at(-1)).toBe('avif');
});
