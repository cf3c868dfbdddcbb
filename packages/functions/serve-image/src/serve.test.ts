import { randomBytes } from 'node:crypto';
import { transformText } from '@darkroom/image-url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Darkroom, startDarkroom } from './testing/darkroom.ts';

let darkroom: Darkroom;
let photo: Buffer;
let id: string;
let version: string;
beforeAll(async () => {
  photo = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#336699' } })
    .jpeg()
    .toBuffer();
  darkroom = await startDarkroom();
  ({ id, version } = await darkroom.upload('photo.jpg', photo));
});
afterAll(() => darkroom.close());

const problem = async (response: Response) => ({
  status: response.status,
  ...((await response.json()) as object),
});
const signed = (transform: object, of = id) =>
  `/${of}/${transformText(transform)}?s=${darkroom.signer.transform(of, transform)}`;
const shown = async (response: Response) => {
  const { format, width, height } = await sharp(await response.arrayBuffer()).metadata();
  return { status: response.status, type: response.headers.get('content-type'), format, width, height };
};

const chromium = 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8';

describe('a preset', () => {
  it.each([
    [chromium, 'heif', 'image/avif'],
    ['image/webp,*/*', 'webp', 'image/webp'],
    ['image/png,image/*;q=0.8,*/*;q=0.5', 'jpeg', 'image/jpeg'],
    ['image/avif;q=0, image/webp;q=0.1', 'webp', 'image/webp'],
    ['', 'jpeg', 'image/jpeg'],
  ])('is what a browser with Accept %s likes best', async (accept, format, type) => {
    const response = await darkroom.get(`/${id}/thumb`, { accept });
    expect(response.headers.get('vary')).toBe('accept');
    expect(await shown(response)).toEqual({ status: 200, type, format, width: 64, height: 64 });
  });

  it.each(['jpg', 'webp', 'png'])('is a .%s where that is asked for', async (extension) => {
    const response = await darkroom.get(`/${id}/thumb.${extension}`, { accept: chromium });
    expect(response.headers.has('vary')).toBe(false);
    const format = extension === 'jpg' ? 'jpeg' : extension;
    expect(await shown(response)).toEqual({
      status: 200,
      type: `image/${format}`,
      format,
      width: 64,
      height: 64,
    });
  });

  it('that is not there is named, with those that are', async () => {
    expect(await problem(await darkroom.get(`/${id}/huge`))).toMatchObject({
      status: 404,
      code: 'UnknownPreset',
      detail: 'There is no preset huge. There are thumb, large.',
    });
  });

  it('is the newest version at once, and its file keeps its own address', async () => {
    const before = await darkroom.upload('replaced.jpg', photo);
    const tag = (await darkroom.get(`/${before.id}/thumb.webp`)).headers.get('etag');
    const [file = ''] = (await darkroom.keysOf(before.id)).filter((key) => key.endsWith('thumb.webp'));
    expect((await darkroom.get(`/v/${file}`)).headers.get('cache-control')).toContain('immutable');
    await darkroom.upload('replaced.jpg', await sharp(photo).negate().jpeg().toBuffer());
    const after = await darkroom.get(`/${before.id}/thumb.webp`, { 'if-none-match': tag ?? '' });
    expect(after.status).toBe(200);
    expect(after.headers.get('cache-control')).toBe(
      'public, max-age=60, s-maxage=60, stale-while-revalidate=600',
    );
  });
});

describe('HTTP', () => {
  it('says the length, answers HEAD without a body, and 304 to whom has it', async () => {
    const path = `/${id}/thumb.webp`;
    const whole = await darkroom.get(path);
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect(whole.headers.get('content-length')).toBe(String(bytes.length));
    const head = await darkroom.get(path, {}, 'HEAD');
    expect(head.headers.get('content-length')).toBe(String(bytes.length));
    expect(await head.text()).toBe('');
    const again = await darkroom.get(path, { 'if-none-match': `W/"other", ${whole.headers.get('etag')}` });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it('answers a range, unless the client has a part of another picture', async () => {
    const path = `/${id}/thumb.webp`;
    const whole = Buffer.from(await (await darkroom.get(path)).arrayBuffer());
    const part = await darkroom.get(path, { range: 'bytes=10-19' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 10-19/${whole.length}`);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(10, 20));
    expect((await darkroom.get(path, { range: 'bytes=10-19', 'if-range': '"other"' })).status).toBe(200);
  });

  it.each(['POST', 'PUT', 'DELETE'])('refuses %s', async (method) => {
    expect(await problem(await darkroom.get(`/${id}/thumb`, {}, method))).toMatchObject({ status: 405 });
  });

  it.each([
    '/',
    '/favicon.ico',
    `/${'0'.repeat(31)}/thumb`,
    `//${'0'.repeat(32)}/thumb`,
    `/${'0'.repeat(32)}/..%2fthumb`,
    `/${'0'.repeat(32)}/thumb%2ejpg`,
    `/${'0'.repeat(32)}/thumb/`,
    `/${'0'.repeat(32)}/thümb`,
    `/v/${'0'.repeat(32)}/../originals/secret.jpg`,
  ])('finds nothing at %s', async (path) => {
    expect(await problem(await darkroom.get(path))).toMatchObject({ status: 404 });
  });
});

describe('a transform', () => {
  it('is made once, stored, and served from the store', async () => {
    const path = signed({ w: 100, grayscale: true });
    const first = await shown(await darkroom.get(path, { accept: chromium }));
    expect(first).toMatchObject({ status: 200, format: 'heif', width: 100 });
    const stored = (await darkroom.keysOf(id)).filter((key) => key.startsWith(`${id}/${version}/t/`));
    await darkroom.get(path, { accept: chromium });
    expect((await darkroom.keysOf(id)).filter((key) => key.startsWith(`${id}/${version}/t/`))).toEqual(
      stored,
    );
  });

  it('is the same whatever the order of its parameters, and so is its signature', async () => {
    const token = darkroom.signer.transform(id, { w: 120, h: 90, fit: 'cover' });
    const eTags = ['w_120-h_90-fit_cover', 'fit_cover-h_90-w_120'].map(async (text) => {
      const response = await darkroom.get(`/${id}/${text}.webp?s=${token}`);
      expect(response.status).toBe(200);
      return response.headers.get('etag');
    });
    expect(new Set(await Promise.all(eTags)).size).toBe(1);
  });

  it('needs a signature, but for a width of the ladder', async () => {
    expect(await problem(await darkroom.get(`/${id}/w_161`))).toMatchObject({
      status: 403,
      code: 'SignatureMissing',
    });
    expect(await shown(await darkroom.get(`/${id}/w_160.webp`))).toMatchObject({ status: 200, width: 160 });
  });

  it('is refused where it means nothing, with what it may be', async () => {
    expect(await problem(await darkroom.get(signed({ w: 0 })))).toMatchObject({
      status: 400,
      code: 'InvalidTransform',
      detail: 'w is 1 to 16383 pixels, not 0.',
    });
    expect(await problem(await darkroom.get(signed({ enlarge: true, w: 16_000 })))).toMatchObject({
      status: 400,
      code: 'TooLarge',
    });
  });

  it('beyond so many of one image is refused', async () => {
    const small = await startDarkroom({ maxTransforms: 2 });
    onTestFinished(() => small.close());
    const other = await small.upload('other.jpg', photo);
    const statuses = [];
    for (const width of [160, 320, 480])
      statuses.push((await small.get(`/${other.id}/w_${width}.webp`)).status);
    expect(statuses).toEqual([200, 200, 400]);
    expect((await small.get(`/${other.id}/w_160.webp`)).status).toBe(200);
  });
});

describe('a signature', () => {
  const path = () => `/${id}/w_161.webp`;
  it.each([
    ['another transform', () => darkroom.signer.transform(id, { w: 162 })],
    ['another image', () => darkroom.signer.transform('0'.repeat(32), { w: 161 })],
    ['presets', () => darkroom.signer.presets(id)],
    ['nothing', () => ''],
    ['half of it', () => darkroom.signer.transform(id, { w: 161 }).slice(0, -8)],
    ['one character more', () => `${darkroom.signer.transform(id, { w: 161 })}A`],
    ['an unknown key', () => darkroom.signer.transform(id, { w: 161 }).replace('k1.', 'k2.')],
    [
      'a later expiry than was signed',
      () => darkroom.signer.transform(id, { w: 161 }, { expiresIn: 60 }).replace(/\.(\d+)\./, '.9999999999.'),
    ],
    ['the prototype', () => '__proto__.AAAAAAAAAAAAAAAAAAAAAA'],
  ])('of %s opens nothing', async (_, token) => {
    const { status, code } = (await problem(await darkroom.get(`${path()}?s=${token()}`))) as {
      status: number;
      code?: string;
    };
    expect([status, code]).toEqual([403, 'SignatureInvalid']);
  });

  it('expires, and until then its address stays the same', async () => {
    const at = new Date('2026-01-01T00:00:00Z');
    const options = { expiresIn: 3600, now: at };
    const token = darkroom.signer.transform(id, { w: 161 }, options);
    expect(
      darkroom.signer.transform(id, { w: 161 }, { expiresIn: 3600, now: new Date('2026-01-01T00:59:59Z') }),
    ).toBe(token);
    expect(await problem(await darkroom.get(`${path()}?s=${token}`))).toMatchObject({
      code: 'SignatureExpired',
    });
    const fresh = darkroom.signer.transform(id, { w: 161 }, { expiresIn: 3600 });
    expect((await darkroom.get(`${path()}?s=${fresh}`)).status).toBe(200);
  });

  it('for presets opens all of them, and the files behind them, where everything is signed', async () => {
    const locked = await startDarkroom({ access: 'signed' });
    onTestFinished(() => locked.close());
    const own = await locked.upload('own.jpg', photo);
    const token = locked.signer.presets(own.id);
    const [file = ''] = await locked.keysOf(own.id);
    for (const open of [`/${own.id}/thumb`, `/${own.id}/large.webp`, `/v/${file}`]) {
      expect((await locked.get(open)).status).toBe(403);
      const response = await locked.get(`${open}?s=${token}`);
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toMatch(/^max-age=\d{1,3}, s-maxage=\d+/);
    }
    expect((await locked.get(`/${own.id}/w_160?s=${token}`)).status).toBe(403);
  });
});

describe('an image', () => {
  it('that nobody knows is 404, a deleted one 410, a failed one 404 with the reason', async () => {
    expect(await problem(await darkroom.get(`/${'0'.repeat(32)}/thumb`))).toMatchObject({
      status: 404,
      code: 'ImageNotFound',
    });
    const gone = await darkroom.upload('gone.jpg', photo);
    await darkroom.remove('gone.jpg');
    expect(await problem(await darkroom.get(`/${gone.id}/thumb`))).toMatchObject({
      status: 410,
      code: 'ImageDeleted',
    });
    const arrival = { key: 'bad.jpg', version: '01.0000000000A', eTag: 'e' };
    await darkroom.catalog.begin(arrival);
    await darkroom.catalog.fail(arrival, { code: 'Corrupt', reason: 'The image is damaged.' });
    const { id: bad } =
      (await darkroom.catalog.list({ limit: 1, status: 'failed' }).catch(() => ({ images: [] }))).images[0] ??
      {};
    if (bad)
      expect(await problem(await darkroom.get(`/${bad}/thumb`))).toMatchObject({
        status: 404,
        detail: 'The image is damaged.',
      });
  });

  it('in the making is a grey picture that nobody keeps, or 202 for who asks', async () => {
    const { id: pending } = await darkroom.announce('uploads/pending.jpg');
    const picture = await darkroom.get(`/${pending}/thumb`);
    expect([
      picture.status,
      picture.headers.get('content-type'),
      picture.headers.get('cache-control'),
    ]).toEqual([200, 'image/svg+xml', 'no-store']);
    expect((await darkroom.get(`/${pending}/thumb`, { prefer: 'respond-async' })).status).toBe(202);
  });
});

describe('a large picture', () => {
  it('over 6 MB is stored and answered by a redirect to its file', async () => {
    const noise = await sharp(randomBytes(1700 * 1700 * 3), {
      raw: { width: 1700, height: 1700, channels: 3 },
    })
      .png()
      .toBuffer();
    const large = await darkroom.upload('noise.png', noise);
    const response = await darkroom.get(signed({ w: 1600 }, large.id).replace('?', '.png?'));
    expect(response.status).toBe(302);
    const location = new URL(
      response.headers.get('location') ?? '',
      `http://pictures.example/base/${large.id}/any`,
    );
    expect(location.pathname).toMatch(new RegExp(`^/base/v/${large.id}/.*/t/[0-9a-f]{32}\\.png$`));
    const file = await darkroom.get(location.pathname.replace('/base', ''));
    expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(6 * 1024 ** 2);
  });
});
