import { transformText } from '@darkroom/image-url';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Darkroom, startDarkroom } from './testing/darkroom.ts';

const plain = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();

let darkroom: Darkroom;
let id: string;
beforeAll(async () => {
  darkroom = await startDarkroom();
  ({ id } = await darkroom.upload('photo.png', await plain(300, 200, '#ff0000')));
});
afterAll(() => darkroom.close());

function ask(transform: object, { get, signer } = darkroom, of = id) {
  return get(`/${of}/${transformText(transform)}.png?s=${signer.transform(of, transform)}`);
}

test('an overlay is read once for each picture that it is put on, and no more when that is served again', async () => {
  await darkroom.putOverlay('logo', await plain(40, 40, '#00ff00'));
  const read = vi.spyOn(darkroom.dependencies.overlays, 'read');
  for (let time = 0; time < 2; time++) {
    const response = await ask({ overlay: 'logo', position: 'center', w: 100 });
    expect(response.status).toBe(200);
    const middle = sharp(await response.arrayBuffer()).extract({ left: 50, top: 33, width: 1, height: 1 });
    expect([...(await middle.raw().toBuffer())].slice(0, 3)).toEqual([0, 255, 0]);
  }
  expect(read).toHaveBeenCalledTimes(1);
});

test('an overlay that is not there is named, and works once it is', async () => {
  const missing = await ask({ overlay: 'later', w: 90 });
  expect(missing.status).toBe(400);
  expect(await missing.json()).toMatchObject({
    code: 'OverlayNotFound',
    detail: 'There is no overlay later: put later.png into the bucket for overlays.',
  });
  await darkroom.putOverlay('later', await plain(40, 40, '#00ff00'));
  expect((await ask({ overlay: 'later', w: 90 })).status).toBe(200);
});

test("an overlay that is no picture is the overlay's fault, and the image stays as it was", async () => {
  await darkroom.putOverlay('broken', Buffer.from('GIF89a'));
  const refused = await ask({ overlay: 'broken', w: 80 });
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({
    code: 'InvalidTransform',
    detail: expect.stringContaining('broken'),
  });
  expect((await ask({ w: 80 })).status).toBe(200);
});

test('an overlay has as many bytes as an image may have', async () => {
  const small = await startDarkroom({}, { overlays: { read: async () => 'too large' } });
  const { id: other } = await small.upload('photo.png', await plain(300, 200, '#ff0000'));
  const refused = await ask({ overlay: 'logo', w: 100 }, small, other);
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ code: 'TooLarge' });
  await small.close();
});
