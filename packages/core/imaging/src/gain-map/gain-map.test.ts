import { presetSchema } from '@darkroom/pipeline-config';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits, redAndBlue } from '../../test/images.ts';
import { inspect } from '../inspect.ts';
import { plan } from '../plan.ts';
import { render } from '../render.ts';
import { xmpPacket } from '../xmp-packet.ts';
import { otherPictures } from './find-gain-map.ts';
import { directoryProperties } from './gain-map-xmp.ts';
import { isoName, parametersOf } from './parameters.ts';
import { gainMapFile, withGainMap } from './write-gain-map.ts';

// libultrahdr reads what is written here. In the functions it reads nothing.
const uhdr = { operation: ['VipsForeignLoadUhdr'] };
beforeAll(() => sharp.unblock(uhdr));
afterAll(() => sharp.block(uhdr));

const adobe = new Map([
  ['GainMapMin', [0]],
  ['GainMapMax', [2.3]],
  ['Gamma', [1]],
  ['OffsetSDR', [0.015625]],
  ['OffsetHDR', [0.015625]],
  ['HDRCapacityMin', [0]],
  ['HDRCapacityMax', [2.3]],
]);

/** Red on the left, blue on the right; its left half is to shine. */
async function photo(options: { orientation?: number; colour?: boolean } = {}): Promise<Buffer> {
  const { orientation, colour = false } = options;
  const left = sharp({ create: { width: 40, height: 60, channels: 3, background: '#fff' } });
  const shining = sharp({ create: { width: 80, height: 60, channels: 3, background: '#000' } }).composite([
    { input: await left.png().toBuffer(), left: 0, top: 0 },
  ]);
  const pixels = await shining.png().toBuffer();
  const map = sharp(pixels)
    .toColourspace(colour ? 'srgb' : 'b-w')
    .jpeg();
  const file = gainMapFile(await map.toBuffer(), { adobe });
  const picture = redAndBlue(320, 240).withXmp(xmpPacket(directoryProperties(file.bytes.length)));
  const turned = orientation === undefined ? picture : picture.withMetadata({ orientation });
  return withGainMap(await turned.jpeg({ quality: 95 }).toBuffer(), file);
}

async function made(original: Buffer, preset: object = {}, hdr: 'keep' | 'drop' = 'keep', rights = {}) {
  const metadata = await inspect(original, limits);
  const parsed = presetSchema.parse({ width: 160, formats: ['jpeg'], ...preset });
  const { variants } = await render(original, metadata, plan(metadata, { parsed }), { hdr, rights });
  return Buffer.from(variants[0]?.bytes ?? []);
}

/** Grey values of a map at its left and right quarter. */
async function gains(file: Buffer): Promise<number[]> {
  const { data, info } = await sharp(file).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  const row = Math.floor(info.height / 2) * info.width * info.channels;
  return [0.25, 0.75].map((x) => data[row + Math.floor(info.width * x) * info.channels] ?? -1);
}

const mapOf = (file: Buffer) => otherPictures(file)[0] ?? Buffer.alloc(0);

describe("a phone's HDR photo", () => {
  test('keeps its gain map in a JPEG, scaled like the picture, and libultrahdr finds it', async () => {
    const file = await made(await photo());
    const { width, height, gainMap } = await sharp(file).metadata();
    expect([width, height]).toEqual([160, 120]);
    expect(gainMap?.image.equals(mapOf(file))).toBe(true);
    expect(await sharp(mapOf(file)).metadata()).toMatchObject({ width: 80, height: 60, channels: 1 });
    expect(await gains(mapOf(file))).toEqual([
      expect.toSatisfy((v) => v > 250),
      expect.toSatisfy((v) => v < 5),
    ]);
    expect(parametersOf(mapOf(file))?.adobe).toEqual(adobe);
  });

  test('loses it by default, and its picture is the same', async () => {
    const file = await made(await photo(), {}, 'drop');
    expect(otherPictures(file)).toEqual([]);
    expect((await sharp(file).metadata()).gainMap).toBeUndefined();
    const pixels = (bytes: Buffer) => sharp(bytes).raw().toBuffer();
    expect(await pixels(file)).toEqual(await pixels(await made(await photo())));
  });

  test('has its map turned and cut like the picture', async () => {
    const turned = await made(await photo({ orientation: 3 }));
    expect(await gains(mapOf(turned))).toEqual([
      expect.toSatisfy((v) => v < 5),
      expect.toSatisfy((v) => v > 250),
    ]);
    const middle = await made(await photo(), { width: 40, height: 120, fit: 'cover' });
    expect(await sharp(mapOf(middle)).metadata()).toMatchObject({ width: 20, height: 60 });
  });

  test('keeps a map of three colours, with rights beside it', async () => {
    const file = await made(await photo({ colour: true }), {}, 'keep', { copyright: '© Zoë' });
    expect(await sharp(mapOf(file)).metadata()).toMatchObject({ channels: 3 });
    const text = file.toString('utf8');
    expect(text).toContain('© Zoë');
    expect(text).toContain(`Item:Length="${mapOf(file).length}"`);
  });

  test.each([
    ['that is searched for what draws the eye', { height: 60, fit: 'cover', focus: 'attention' }],
    ['with bars', { height: 160, fit: 'contain' }],
  ])('is SDR in a picture %s', async (_, preset) => {
    expect(otherPictures(await made(await photo(), preset))).toEqual([]);
  });

  test('is SDR in other formats', async () => {
    const file = await made(await photo(), { formats: ['webp'] });
    expect((await sharp(file).metadata()).gainMap).toBeUndefined();
  });
});

test('the notation of ISO 21496-1 is kept as it is', async () => {
  const iso = Buffer.from('0000000000000000030000000100000001', 'hex');
  const map = gainMapFile(
    await sharp({ create: { width: 20, height: 15, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer(),
    { iso },
  );
  const original = withGainMap(await redAndBlue(160, 120).jpeg().toBuffer(), map);
  const file = await made(original, { width: 80 });
  expect(parametersOf(mapOf(file))?.iso).toEqual(iso);
  expect(file.subarray(0, file.length - mapOf(file).length).includes(isoName)).toBe(true);
});

test('a map that is cut off, progressive, larger than its picture or without meaning is left out', async () => {
  const whole = await photo();
  const plain = await redAndBlue(160, 120).jpeg().toBuffer();
  const huge = gainMapFile(await redAndBlue(400, 300).jpeg().toBuffer(), { adobe });
  const progressive = gainMapFile(await redAndBlue(80, 60).jpeg({ progressive: true }).toBuffer(), { adobe });
  const meaningless = { bytes: plain, hasIso: false };
  for (const file of [
    whole.subarray(0, whole.length - 300),
    withGainMap(plain, huge),
    withGainMap(plain, progressive),
    withGainMap(plain, meaningless),
  ])
    expect(otherPictures(await made(file, { width: 80 }))).toEqual([]);
});
