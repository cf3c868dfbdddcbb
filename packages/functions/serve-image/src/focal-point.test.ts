import { transformText } from '@darkroom/image-url';
import { TooLarge } from '@darkroom/imaging';
import type { PipelineConfigInput } from '@darkroom/pipeline-config';
import sharp from 'sharp';
import { expect, onTestFinished, test } from 'vitest';
import { startDarkroom } from './testing/darkroom.ts';

function twoHalves(): Promise<Buffer> {
  return sharp({ create: { width: 200, height: 100, channels: 3, background: '#ff0000' } })
    .extend({ right: 200, background: '#0000ff' })
    .png()
    .toBuffer();
}

const picture = {
  preset: 'picture',
  contentType: 'image/webp',
  extension: 'webp',
  width: 50,
  height: 50,
  bytes: Buffer.from('a picture'),
};

async function firstPixel(response: Response): Promise<number[]> {
  const image = sharp(await response.arrayBuffer()).removeAlpha();
  return [...(await image.raw().toBuffer()).subarray(0, 3)];
}

test('a preset with the focus `own` is made again for another focal point, and no other preset', async () => {
  const square = { width: 50, height: 50, fit: 'cover', format: 'png' } as const;
  const presets = { face: { ...square, focus: 'own' }, square } as const;
  const darkroom = await startDarkroom({}, {}, { presets });
  onTestFinished(() => darkroom.close());
  const { id } = await darkroom.upload('halves.png', await twoHalves());
  const ask = (preset: string) => darkroom.get(`/${id}/${preset}`);
  const before = (await ask('square')).headers.get('etag');
  const stored = (await ask('face')).headers.get('etag');
  const tags = new Set([stored]);
  for (const [x, colour] of [
    [0, [255, 0, 0]],
    [1, [0, 0, 255]],
  ] as const) {
    await darkroom.catalog.describe(id, { focalPoint: { x, y: 0.5 } });
    const response = await ask('face');
    tags.add(response.headers.get('etag'));
    expect(await firstPixel(response)).toEqual(colour);
  }
  expect(tags.size).toBe(3);
  expect((await ask('square')).headers.get('etag')).toBe(before);
  await darkroom.catalog.describe(id, { focalPoint: null });
  expect((await ask('face')).headers.get('etag')).toBe(stored);
});

test('a preset with a target is made again in the quality that was found for it', async () => {
  const presets = {
    face: { width: 50, height: 50, fit: 'cover', focus: 'own', formats: ['webp'], quality: { target: 90 } },
  } satisfies PipelineConfigInput['presets'];
  const made: unknown[] = [];
  const darkroom = await startDarkroom(
    {},
    {
      develop: async (_, { box }, format) => {
        made.push([format, box.quality]);
        return { ...picture, format };
      },
    },
    { presets },
  );
  onTestFinished(() => darkroom.close());
  const { id } = await darkroom.upload('halves.png', await twoHalves());
  const record = await darkroom.catalog.look(id);
  const found = record?.status === 'ready' ? record.variants[0]?.quality : undefined;
  await darkroom.catalog.describe(id, { focalPoint: { x: 0, y: 0.5 } });
  await darkroom.get(`/${id}/face.webp`);
  await darkroom.get(`/${id}/face.jpg`);
  expect(made).toEqual([
    ['webp', found?.value],
    ['jpeg', { target: 90 }], // which is most photographs' quality for it
  ]);
});

test('a preset follows its focal point also where no more transforms are made', async () => {
  const presets = {
    face: { width: 50, height: 50, fit: 'cover', focus: 'own', format: 'png' },
  } as const;
  const darkroom = await startDarkroom({ maxTransforms: 1 }, {}, { presets });
  onTestFinished(() => darkroom.close());
  const { id } = await darkroom.upload('halves.png', await twoHalves());
  for (const x of [0, 1]) {
    await darkroom.catalog.describe(id, { focalPoint: { x, y: 0.5 } });
    expect((await darkroom.get(`/${id}/face`)).status).toBe(200);
  }
  expect((await darkroom.get(`/${id}/w_160.png`)).status).toBe(400);
});

test.each([
  [
    'takes more than serve-image has',
    {},
    { develop: () => Promise.reject(new TooLarge('It takes too long.')) },
  ],
  ['has more pixels than are made on demand', { maxPixels: 100 }, {}],
])('a preset that %s stays as it was made for the focal point of before', async (_, delivery, overrides) => {
  const presets = {
    face: { width: 50, height: 50, fit: 'cover', focus: 'own', formats: ['webp', 'jpeg'] },
  } satisfies PipelineConfigInput['presets'];
  const darkroom = await startDarkroom(delivery, overrides, { presets });
  onTestFinished(() => darkroom.close());
  const { id } = await darkroom.upload('halves.png', await twoHalves());
  const stored = (await darkroom.get(`/${id}/face.jpg`)).headers.get('etag');
  await darkroom.catalog.describe(id, { focalPoint: { x: 0, y: 0.5 } });
  for (const path of [`/${id}/face.jpg`, `/${id}/face`]) {
    const response = await darkroom.get(path);
    expect([response.status, response.headers.get('etag')]).toEqual([200, stored]);
  }
  expect((await darkroom.get(`/${id}/face.png`)).status).toBe(400);
});

test('a transform follows the focal point of its image, with another ETag', async () => {
  const halves = await twoHalves();
  const darkroom = await startDarkroom();
  onTestFinished(() => darkroom.close());
  const { id: own } = await darkroom.upload('halves.png', halves);
  const transform = { w: 50, h: 50, fit: 'cover', focus: 'own' } as const;
  const path = `/${own}/${transformText(transform)}.png?s=${darkroom.signer.transform(own, transform)}`;
  const tags = new Set<string | null>();
  for (const [x, colour] of [
    [0, [255, 0, 0]],
    [1, [0, 0, 255]],
  ] as const) {
    await darkroom.catalog.describe(own, { focalPoint: { x, y: 0.5 } });
    const response = await darkroom.get(path);
    tags.add(response.headers.get('etag'));
    expect(await firstPixel(response)).toEqual(colour);
  }
  expect(tags.size).toBe(2);
});
