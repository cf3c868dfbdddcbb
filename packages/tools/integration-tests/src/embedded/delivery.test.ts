import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { imageId } from '@darkroom/catalog';
import { openDeliveryKeys } from '@darkroom/cli/operations/delivery-keys';
import { transformText } from '@darkroom/image-url';
import { createSigner } from '@darkroom/image-url/sign';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { hasChromium, launchChromium } from '../chromium.ts';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';

const patience = { timeout: 90_000, interval: 100 };
const readyImage = z.object({
  status: z.literal('ready'),
  variants: z.array(z.object({ url: z.url() })),
});

/** A stack, and what a visitor and an owner of pictures do with it. */
async function openDelivery(access: 'public' | 'signed') {
  const stack = await startEmbeddedStack({
    config: { presets: { thumb: { width: 64, formats: ['avif', 'webp'] } }, delivery: { access } },
  });
  const { apiUrl, deliveryUrl, originalsBucket: Bucket, endpoint = '' } = stack.target;
  const s3 = stack.local.client(S3Client);
  const keys = openDeliveryKeys({ stage: 'test', endpoint });
  return {
    stack,
    keys,
    async upload(Key: string, Body: Uint8Array) {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
      const id = imageId(Key);
      const read = async () => readyImage.parse(await (await fetch(`${apiUrl}/images/${id}`)).json());
      return { id, ...(await vi.waitFor(read, patience)) };
    },
    async stored(id: string) {
      const { variantsBucket } = stack.target;
      const command = new ListObjectsV2Command({ Bucket: variantsBucket, Prefix: `${id}/` });
      return ((await s3.send(command)).Contents ?? []).map((object) => object.Key);
    },
    putOverlay: (Key: string, Body: Uint8Array) =>
      s3.send(new PutObjectCommand({ Bucket: stack.target.overlaysBucket, Key, Body })),
    remove: (Key: string) => s3.send(new DeleteObjectCommand({ Bucket, Key })),
    async get(path: string, headers: Record<string, string> = {}, method = 'GET') {
      const url = path.startsWith('http') ? path : `${deliveryUrl}${path}`;
      const response = await fetch(url, { headers, method, redirect: 'manual' });
      const body = Buffer.from(await response.arrayBuffer());
      const { status } = response;
      const cache = /^\w+/.exec(response.headers.get('x-cache') ?? '')?.[0];
      return { status, cache, body, headers: response.headers };
    },
  };
}

type Delivery = Awaited<ReturnType<typeof openDelivery>>;

describe('open pictures behind CloudFront', () => {
  let delivery: Delivery;
  let stack: EmbeddedStack;
  let id: string;
  beforeAll(async () => {
    delivery = await openDelivery('public');
    ({ stack } = delivery);
    ({ id } = await delivery.upload('photo.jpg', await photo(900, 600)));
  });
  afterAll(() => stack.close());

  test('are asked for once, and answered from the cache by format', async () => {
    const [avif, webp] = [{ accept: 'image/avif,image/webp,*/*' }, { accept: 'image/webp' }];
    expect(await delivery.get(`/${id}/thumb`, avif)).toMatchObject({ status: 200, cache: 'Miss' });
    const again = await delivery.get(`/${id}/thumb?utm_source=mail`, {
      ...avif,
      'x-darkroom-signature': 'k1.AAAAAAAAAAAAAAAAAAAAAA',
      'x-forwarded-host': 'evil.example',
    });
    expect(again).toMatchObject({ status: 200, cache: 'Hit' });
    expect(again.headers.get('content-type')).toBe('image/avif');
    const other = await delivery.get(`/${id}/thumb`, webp);
    expect(other).toMatchObject({ status: 200, cache: 'Miss' });
    expect(other.headers.get('content-type')).toBe('image/webp');
  });

  test.each([
    ['a range', { range: 'bytes=0-9' }],
    ['a range that nobody can have', { range: 'bytes=99999999-' }],
    ['a condition', { 'if-none-match': '*' }],
    ['a part of another', { range: 'bytes=0-9', 'if-range': '"other"' }],
  ])('are whole for everybody after the first has asked with %s', async (name, headers: object) => {
    const width = { 'a range': 160, 'a range that nobody can have': 320, 'a condition': 480 }[name] ?? 640;
    const path = `/${id}/w_${width}.webp`;
    await delivery.get(path, { ...headers });
    const { status, body } = await delivery.get(path);
    expect([status, (await sharp(body).metadata()).width]).toEqual([200, width]);
  });

  test.each([
    '//ID/thumb',
    '/ID//thumb',
    '/ID/%74humb',
    '/ID/thumb%00.jpg',
    '/ID/thumb%252ejpg',
    '/v/ID/thumb',
    '/ID/thümb',
  ])('are nowhere but at their own address: %s', async (path) => {
    expect((await delivery.get(path.replace('ID', id))).status).toBe(404);
  });

  test('over 6 MB are stored and sent from there', async () => {
    const raw = { width: 1700, height: 1700, channels: 3 } as const;
    const noise = sharp(randomBytes(1700 * 1700 * 3), { raw });
    const large = await delivery.upload('noise.png', await noise.png().toBuffer());
    const path = `/${large.id}/w_1600.png`;
    const { status, headers } = await delivery.get(path);
    expect(status).toBe(302);
    const location = new URL(headers.get('location') ?? '', `${stack.target.deliveryUrl}${path}`).href;
    expect(location).toMatch(new RegExp(`^${stack.target.deliveryUrl}/v/${large.id}/`));
    const file = await delivery.get(location);
    expect([file.status, file.headers.get('cache-control')]).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ]);
    expect(file.body.byteLength).toBeGreaterThan(6 * 1024 ** 2);
    const part = await delivery.get(location, { range: 'bytes=0-9' });
    expect([part.status, part.body.byteLength]).toEqual([206, 10]);
  });

  test('of a deleted image are gone, with what was made on demand', async () => {
    const doomed = await delivery.upload('doomed.jpg', await photo(300, 200));
    expect((await delivery.get(`/${doomed.id}/w_160.webp`)).status).toBe(200);
    await delivery.remove('doomed.jpg');
    await expect.poll(async () => (await delivery.get(`/${doomed.id}/thumb.png`)).status, patience).toBe(410);
    await expect.poll(() => delivery.stored(doomed.id), patience).toEqual([]);
    expect((await delivery.get(doomed.variants[0]?.url ?? '')).status).toBe(404);
  });

  test.skipIf(!hasChromium)('are shown by a page of another site', async () => {
    const pages = createServer((_, response) => {
      const src = `${stack.target.deliveryUrl}/${id}/thumb`;
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<img crossorigin src="${src}">`);
    });
    await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
    const browser = await launchChromium('--host-resolver-rules=MAP *.example 127.0.0.1');
    try {
      const page = await browser.newPage();
      const answered = page.waitForResponse((response) => response.url().endsWith('/thumb'));
      await page.goto(`http://elsewhere.example:${(pages.address() as AddressInfo).port}/`);
      expect((await answered).headers()['content-type']).toBe('image/avif');
      const width = () =>
        page.locator('img').evaluate((image: { naturalWidth: number }) => image.naturalWidth);
      await expect.poll(width).toBe(64);
    } finally {
      await browser.close();
      pages.close();
    }
  });
});

describe('signed pictures behind CloudFront', () => {
  let delivery: Delivery;
  beforeAll(async () => {
    delivery = await openDelivery('signed');
  });
  afterAll(() => delivery.stack.close());

  test('are opened by a signature alone, and kept by CloudFront for all who have one', async () => {
    const { id, variants } = await delivery.upload('own.jpg', await photo(300, 200));
    const { id: other } = await delivery.upload('other.jpg', await photo(200, 300));
    const [key] = await delivery.keys.list();
    if (!key) throw new Error('There is no key.');
    const signer = createSigner(key);
    const stored = new URL(variants[0]?.url ?? '').pathname.replace(/.*(?=\/v\/)/, '');
    for (const path of [`/${id}/thumb.webp`, stored]) {
      const [token, lasting] = [signer.presets(id, { expiresIn: 3600 }), signer.presets(id)];
      expect(await delivery.get(`${path}?s=${token}`)).toMatchObject({ status: 200, cache: 'Miss' });
      // No viewer's signature opens it for the next.
      for (const bad of ['', `?s=${signer.presets(other)}`, `?s=${lasting.slice(0, -1)}`, `?s=${lasting}A`]) {
        expect((await delivery.get(path + bad)).status).toBe(403);
        expect((await delivery.get(path + bad, { 'x-darkroom-signature': lasting })).status).toBe(403);
      }
      expect(await delivery.get(`${path}?s=${lasting}`)).toMatchObject({ status: 200, cache: 'Hit' });
    }
  });

  test('get a watermark from a bucket of its own, whose files are no photos', async () => {
    const { id } = await delivery.upload('marked.jpg', await photo(300, 200));
    await delivery.putOverlay('logo.png', await photo(20, 20));
    const [key] = await delivery.keys.list();
    if (!key) throw new Error('There is no key.');
    const wanted = { w: 200, overlay: 'logo', position: 'center' } as const;
    const path = `/${id}/${transformText(wanted)}.webp?s=${createSigner(key).transform(id, wanted)}`;
    expect((await delivery.get(path)).status).toBe(200);
    expect(
      (
        await delivery.get(
          `/${imageId('logo.png')}/thumb.webp?s=${createSigner(key).presets(imageId('logo.png'))}`,
        )
      ).status,
    ).toBe(404);
  });

  test('stay open while keys are rotated, and end with the key that signed them', async () => {
    const { id, variants } = await delivery.upload('rotated.jpg', await photo(300, 200));
    const address = variants[0]?.url ?? '';
    const [old] = await delivery.keys.list();
    if (!old) throw new Error('There is no key.');
    let asked = 0;
    const statuses = new Set<number>();
    const asking = new AbortController();
    const load = (async () => {
      for (; !asking.signal.aborted; asked++) {
        const path = `/${id}/thumb.${['webp', 'png', 'jpg'][asked % 3]}?s=${createSigner(old).presets(id)}`;
        statuses.add((await delivery.get(path)).status);
        statuses.add((await delivery.get(address)).status);
      }
    })();
    const added = await delivery.keys.add();
    await expect(delivery.keys.remove(old.id)).rejects.toMatchObject({ code: 'KeyInUse' });
    const before = asked;
    await expect.poll(() => asked, patience).toBeGreaterThan(before + 20);
    await delivery.keys.remove(added.id);
    asking.abort();
    await load;
    expect([...statuses]).toEqual([200]);
    const path = `/${id}/thumb.webp?s=${createSigner(added).presets(id)}`;
    await expect.poll(async () => (await delivery.get(path)).status, patience).toBe(403);
  });
});
