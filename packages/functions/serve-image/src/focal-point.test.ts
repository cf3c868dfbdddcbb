import { transformText } from '@darkroom/image-url';
import sharp from 'sharp';
import { expect, onTestFinished, test } from 'vitest';
import { startDarkroom } from './testing/darkroom.ts';

test('a transform follows the focal point of its image, with another ETag', async () => {
  const halves = await sharp({ create: { width: 200, height: 100, channels: 3, background: '#ff0000' } })
    .extend({ right: 200, background: '#0000ff' })
    .png()
    .toBuffer();
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
    const pixels = await sharp(await response.arrayBuffer())
      .removeAlpha()
      .raw()
      .toBuffer();
    expect([...pixels.subarray(0, 3)]).toEqual(colour);
  }
  expect(tags.size).toBe(2);
});
