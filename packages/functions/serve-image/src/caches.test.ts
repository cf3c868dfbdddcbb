import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Darkroom, startDarkroom } from './testing/darkroom.ts';

let darkroom: Darkroom;
let photo: Buffer;
beforeAll(async () => {
  const create = { width: 600, height: 400, channels: 3, background: '#336699' } as const;
  photo = await sharp({ create }).jpeg().toBuffer();
  darkroom = await startDarkroom();
});
afterAll(() => darkroom.close());

describe('a picture', () => {
  it('keeps no cache from the whole by a range that nobody can have', async () => {
    const { id } = await darkroom.upload('photo.jpg', photo);
    const [file = ''] = (await darkroom.keysOf(id)).filter((key) => key.endsWith('thumb.webp'));
    for (const path of [`/${id}/thumb.webp`, `/v/${file}`]) {
      const beyond = await darkroom.get(path, { range: 'bytes=999999-' });
      expect([beyond.status, beyond.headers.get('cache-control')]).toEqual([416, 'no-store']);
    }
  });

  it('tells whoever has a file that it was deleted, instead of 304', async () => {
    await darkroom.upload('kept.jpg', photo);
    const [file = ''] = await darkroom.keysOf((await darkroom.upload('kept.jpg', photo)).id);
    const known = { 'if-none-match': (await darkroom.get(`/v/${file}`)).headers.get('etag') ?? '' };
    expect((await darkroom.get(`/v/${file}`, known)).status).toBe(304);
    await darkroom.remove('kept.jpg');
    expect((await darkroom.get(`/v/${file}`, known)).status).toBe(404);
    expect((await darkroom.get(`/v/${file}`, { 'if-none-match': '*' })).status).toBe(404);
  });

  it.each([
    [true, false],
    [false, true],
  ])(
    'that is signed is kept from other caches than CloudFront, which it would be kept from too (CloudFront: %s, private: %s)',
    async (cloudFront, isPrivate) => {
      const locked = await startDarkroom({ access: 'signed', cloudFront });
      onTestFinished(() => locked.close());
      const own = await locked.upload('own.jpg', photo);
      const [file = ''] = await locked.keysOf(own.id);
      for (const path of [`/${own.id}/thumb`, `/v/${file}`]) {
        const response = await locked.get(`${path}?s=${locked.signer.presets(own.id)}`);
        expect(response.headers.get('cache-control')?.startsWith('private, ')).toBe(isPrivate);
      }
    },
  );
});

describe('a stored file that CloudFront asks for, though it asks S3 first,', () => {
  const fromCloudFront = { 'x-amz-cf-id': 'an-id==' };

  it('is told to the operator where S3 holds it, whatever is answered', async () => {
    const { id } = await darkroom.upload('missed.jpg', photo);
    const [file = ''] = await darkroom.keysOf(id);
    const { headers } = await darkroom.get(`/v/${file}`, fromCloudFront);
    await darkroom.get(`/v/${file}`, { ...fromCloudFront, 'if-none-match': headers.get('etag') ?? '' });
    expect(darkroom.missed).toEqual([file, file]);

    await darkroom.remove('missed.jpg');
    expect((await darkroom.get(`/v/${file}`, fromCloudFront)).status).toBe(404);
    await darkroom.get(`/${id}/thumb`, fromCloudFront);
    expect(darkroom.missed.length).toBe(2);
  });

  it('is nothing to tell where others ask, and where the cache is the operator’s own', async () => {
    const own = await startDarkroom({ cloudFront: false });
    onTestFinished(() => own.close());
    for (const [at, headers] of [
      [darkroom, {}],
      [own, fromCloudFront],
    ] as const) {
      at.missed.length = 0;
      const { id } = await at.upload('other.jpg', photo);
      const [file = ''] = await at.keysOf(id);
      expect((await at.get(`/v/${file}`, headers)).status).toBe(200);
      expect(at.missed).toEqual([]);
    }
  });
});
