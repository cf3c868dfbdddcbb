import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { expect, onTestFinished, test } from 'vitest';
import { startDarkroom } from './testing/darkroom.ts';

test('pictures that nobody reads to the end, after HEAD, 304 and a redirect, hold no connection to S3', async () => {
  const darkroom = await startDarkroom({}, {}, { maxSockets: 2 });
  onTestFinished(() => darkroom.close());
  const raw = { width: 1700, height: 1700, channels: 3 } as const;
  const { id } = await darkroom.upload(
    'noise.png',
    await sharp(randomBytes(1700 * 1700 * 3), { raw })
      .png()
      .toBuffer(),
  );
  const large = `/${id}/w_1600.png`;
  const location = (await darkroom.get(large)).headers.get('location')?.replace('..', '') ?? '';
  const known = { 'if-none-match': (await darkroom.get(location, {}, 'HEAD')).headers.get('etag') ?? '' };
  for (let times = 0; times < 3; times++) {
    expect((await darkroom.get(large)).status).toBe(302);
    expect((await darkroom.get(location, {}, 'HEAD')).status).toBe(200);
    expect((await darkroom.get(location, known)).status).toBe(304);
  }
  expect((await (await darkroom.get(location)).arrayBuffer()).byteLength).toBeGreaterThan(6 * 1024 ** 2);
});
