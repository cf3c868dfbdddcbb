import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { builtConfig } from '@darkroom/infra';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { photo, uniqueKey } from '../photo.ts';
import { client, s3, target } from '../target.ts';
import { decidedImage, findImage, removeOriginal, until, upload } from './images.ts';
import { variantKeys } from './variants.ts';

const presets = builtConfig().presets;

test('an uploaded photo comes out as one variant in each format of each preset, all of the size and format it says', async () => {
  const key = uniqueKey('photo.jpg');
  await upload(key, await photo(2400, 1600));
  const image = await decidedImage(key);

  expect(image).toMatchObject({ key, status: 'ready', width: 2400, height: 1600, format: 'jpeg' });
  const wanted = Object.entries(presets).flatMap(([preset, { formats }]) =>
    formats.map((format) => `${preset} ${format}`),
  );
  expect(image.variants.map(({ preset, format }) => `${preset} ${format}`).sort()).toEqual(wanted.sort());
  for (const variant of image.variants) {
    const response = await fetch(variant.url);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toContain('immutable');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.length).toBe(variant.bytes);
    const { format, width, height, exif } = await sharp(bytes).metadata();
    expect({ format, width, height }).toEqual({
      format: variant.format === 'avif' ? 'heif' : variant.format, // sharp's name of its container
      width: variant.width,
      height: variant.height,
    });
    expect(exif).toBeUndefined();
  }
});

test('what a photo says about itself is in its document, and where it was taken is not', async () => {
  const key = uniqueKey('facts.jpg');
  const exif = {
    IFD0: { Make: 'Canon', Model: 'Canon EOS R5', Artist: 'Jane Doe' },
    IFD2: { DateTimeOriginal: '2024:05:01 12:30:00', OffsetTimeOriginal: '+02:00', ExposureTime: '1/125' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 0/1 0/1', GPSLongitude: '2/1 0/1 0/1' },
  };
  await upload(
    key,
    await sharp(await photo(64, 48))
      .withExif(exif)
      .jpeg()
      .toBuffer(),
  );
  const image = await decidedImage(key);
  expect(image.facts).toEqual({
    camera: 'Canon EOS R5',
    creators: ['Jane Doe'],
    takenAt: '2024-05-01T12:30:00+02:00',
    exposure: { seconds: 0.008 },
  });
});

test.each([
  'two words.jpg',
  'a+b.jpg',
  'a%2Bb.jpg',
  '100%.jpg',
  'Ümläut 写真 📷.jpg',
  'deep/er/ü +x%.jpg',
  'quote\'n"ampersand & <tag>.jpg',
  '=?#[]@!$();,*~.jpg',
])('the key "%s" works from one end to the other', async (name) => {
  const key = uniqueKey(name);
  await upload(key, await photo(64, 48));
  const image = await decidedImage(key);
  expect(image).toMatchObject({ key, status: 'ready' });
  expect((await fetch(image.variants[0]?.url ?? '')).status).toBe(200);
});

test('a replaced original takes its old variants with it', async () => {
  const key = uniqueKey('replaced.jpg');
  await upload(key, await photo(400, 300, 1));
  await decidedImage(key);
  const before = await variantKeys(key);
  await upload(key, await photo(300, 400, 2));
  await until(async () => (await findImage(key))?.height, 400);

  const { variants } = await decidedImage(key);
  await until(async () => (await variantKeys(key)).length, variants.length);
  expect((await variantKeys(key)).filter((variantKey) => before.includes(variantKey))).toEqual([]);
});

test('a deleted original takes its variants and its record with it', async () => {
  const key = uniqueKey('deleted.jpg');
  await upload(key, await photo(400, 300));
  await decidedImage(key);
  await removeOriginal(key);
  await until(() => findImage(key), undefined);
  await until(() => variantKeys(key), []);
});

test('a file that is no image ends as failed with a code and a reason', async () => {
  const key = uniqueKey('notes.jpg');
  await upload(key, Buffer.from('these are not the bytes you are looking for'));
  expect(await decidedImage(key)).toMatchObject({
    status: 'failed',
    code: 'UnsupportedFormat',
    variants: [],
  });
});

test('a bad image is a result and not an error of the function, so nobody tries it again', async () => {
  const key = uniqueKey('notes.jpg');
  await upload(key, Buffer.from('these are not the bytes you are looking for'));
  const first = await decidedImage(key);
  const { originalsBucket: bucket, processUploadFunction } = target;
  const { ETag = '', ContentLength: size } = await s3.send(
    new HeadObjectCommand({ Bucket: bucket, Key: key }),
  );
  const newer = { key: encodeURIComponent(key), sequencer: 'F'.repeat(16), eTag: JSON.parse(ETag), size };
  const event = {
    Records: [
      {
        eventSource: 'aws:s3',
        eventName: 'ObjectCreated:Put',
        eventTime: new Date().toISOString(),
        s3: { bucket: { name: bucket }, object: newer },
      },
    ],
  };
  const { FunctionError, Payload } = await client(LambdaClient).send(
    new InvokeCommand({ FunctionName: processUploadFunction, Payload: JSON.stringify(event) }),
  );
  expect([FunctionError, Buffer.from(Payload ?? []).toString()]).toEqual([undefined, 'null']);
  const second = await decidedImage(key);
  expect(second).toMatchObject({ status: 'failed', code: 'UnsupportedFormat' });
  expect(second.updatedAt > first.updatedAt).toBe(true); // it was looked at anew
});
