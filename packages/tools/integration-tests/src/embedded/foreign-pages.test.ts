import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { imageId } from '@darkroom/catalog';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { hasChromium, launchChromium } from '../chromium.ts';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';
import { type Attack, type Attempt, attacksOn, type Prey, send } from './attacks.ts';

const readyImage = z.object({
  id: z.string(),
  key: z.string(),
  status: z.literal('ready'),
  updatedAt: z.string(),
});
const withVariants = z.object({ variants: z.array(z.object({ url: z.url() })) });

describe.skipIf(!hasChromium)(
  'in a browser beside the embedded cloud (skipped without Chromium: CHROMIUM names one)',
  () => {
    let pages: Server; // of every name that leads here
    let stack: EmbeddedStack;
    let browser: Browser;
    let page: Page;
    let prey: Prey;
    let attacks: Attack[];
    const log: string[] = [];
    const portOfPages = () => (pages.address() as AddressInfo).port;
    const cloud = () => stack.target.endpoint ?? '';

    beforeAll(async () => {
      pages = createServer((_, response) => {
        response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>page</title>');
      });
      await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
      stack = await startEmbeddedStack({
        config: {
          presets: { thumb: { width: 32 } },
          uploads: { allowedOrigins: [`http://app.example:${portOfPages()}`] },
        },
        log: { info() {}, warn: (message) => void log.push(message), error() {} },
      });
      browser = await launchChromium('--host-resolver-rules=MAP *.example 127.0.0.1');
      const { id, key, updatedAt } = await readyPhoto('photo.jpg');
      const doomedKey = 'doomed.jpg';
      await put(doomedKey, await photo(64, 48));
      await readyImageOf(doomedKey);
      prey = { id, key, updatedAt, doomedKey };
      attacks = attacksOn(stack, prey);
    });
    afterAll(async () => {
      await browser.close();
      await stack.close();
      pages.close();
    });
    beforeEach(async () => {
      page = await browser.newPage();
      return () => page.close();
    });

    async function put(Key: string, Body: Uint8Array | string): Promise<void> {
      const Bucket = stack.target.originalsBucket;
      await stack.local.client(S3Client).send(new PutObjectCommand({ Bucket, Key, Body }));
    }

    async function readyImageOf(key: string) {
      const read = async () =>
        readyImage.parse(await (await fetch(`${stack.target.apiUrl}/images/${imageId(key)}`)).json());
      return vi.waitFor(read, { timeout: 60_000, interval: 100 });
    }

    async function readyPhoto(key: string) {
      await put(key, await photo(64, 48));
      return readyImageOf(key);
    }

    /** Where the attacking page is, and the name by which it calls the cloud. */
    const attackers: [string, () => { at: string; cloud: string }][] = [
      ['of another site', () => ({ at: `http://evil.example:${portOfPages()}`, cloud: cloud() })],
      [
        'at another port of this machine',
        () => ({ at: `http://127.0.0.1:${portOfPages()}`, cloud: cloud() }),
      ],
      ['without an origin', () => ({ at: 'data:text/html,<title>page</title>', cloud: cloud() })],
      [
        'whose name was made to lead here (DNS rebinding)',
        () => {
          const rebound = cloud().replace('127.0.0.1', 'evil.example');
          return { at: `${rebound}/attack`, cloud: rebound };
        },
      ],
    ];

    test.each(attackers)('a page %s has no effect and learns nothing', async (_, attacker) => {
      const { at, cloud } = attacker();
      // As if its name had led elsewhere when the page was loaded.
      await page.route('**/attack', (route) =>
        route.fulfill({ contentType: 'text/html', body: '<title>page</title>' }),
      );
      await page.goto(at);
      for (const attack of attacks) {
        const read = await page.evaluate<string, Attempt>(send, await attack.attempt(cloud));
        expect(await attack.succeeded(read), attack.name).toBe(false);
      }
      expect(log).toContainEqual(expect.stringMatching(/^Refused a request/));
    });

    test('nor has a form that it sends', async () => {
      await page.goto(`http://evil.example:${portOfPages()}/`);
      const { originalsBucket: Bucket, apiUrl } = stack.target;
      const upload = await createPresignedPost(stack.local.client(S3Client), { Bucket, Key: 'by-form' });
      const faults = { '[{"service":"logs","errorRate":1,"operation":"': '"}]' };
      const forms = [
        { action: upload.url, enctype: 'multipart/form-data', fields: { ...upload.fields, file: 'stolen' } },
        { action: `${cloud()}/_local/faults`, enctype: 'text/plain', fields: faults },
        { action: `${apiUrl}/images/${prey.id}/reprocess`, enctype: 'text/plain', fields: {} },
      ];
      for (const { action, enctype, fields } of forms) {
        const inputs = Object.entries(fields).map(
          ([name, value]) => `<input name='${name.replaceAll("'", '&#39;')}' value='${value}'>`,
        );
        await page.goto(`http://evil.example:${portOfPages()}/`);
        await page.setContent(
          `<form method="post" action="${action}" enctype="${enctype}">${inputs.join('')}<button>go</button></form>`,
        );
        const answered = page.waitForResponse(action);
        await page.locator('button').click();
        expect((await answered).status()).toBe(403);
      }
      await expectNoEffect();
    });

    test('a photo that is a page runs nothing where its URL is followed', async () => {
      const script = `<script>document.title = 'ran'; fetch('/_local/faults', { method: 'POST', body: '[{"service":"logs","errorRate":1}]' })</script>`;
      await put('page.jpg', script);
      const command = new GetObjectCommand({
        Bucket: stack.target.originalsBucket,
        Key: 'page.jpg',
        ResponseContentType: 'text/html',
      });
      const response = await page.goto(await getSignedUrl(stack.local.client(S3Client), command));
      expect(await response?.text()).toBe(script);
      await page.waitForLoadState('networkidle');
      expect(await page.title()).toBe('');
      await expectNoEffect();
    });

    test('a page of an allowed origin calls the API, uploads by a signed URL, and shows what came of it', async () => {
      await page.goto(`http://app.example:${portOfPages()}/`);
      const bytes = await photo(64, 48);
      const { originalsBucket: Bucket, apiUrl } = stack.target;
      const url = await getSignedUrl(
        stack.local.client(S3Client),
        new PutObjectCommand({ Bucket, Key: 'app.jpg' }),
      );
      const status = await page.evaluate(
        async ({ url, base64 }) => {
          const body = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
          return (await fetch(url, { method: 'PUT', body, headers: { 'content-type': 'image/jpeg' } }))
            .status;
        },
        { url, base64: bytes.toString('base64') },
      );
      expect(status).toBe(200);
      const { id } = await readyImageOf('app.jpg');
      const read = await page.evaluate(async (url) => (await fetch(url)).json(), `${apiUrl}/images/${id}`);
      const [variant] = withVariants.parse(read).variants;
      await page.setContent(`<img src="${variant?.url.replaceAll('&', '&amp;')}">`);
      const width = () =>
        page.locator('img').evaluate((image: { naturalWidth: number }) => image.naturalWidth);
      await expect.poll(width).toBe(32);
    });

    test('the gallery shows the photos', async () => {
      await page.goto(`${stack.target.apiUrl}/`);
      await page.locator('li.ready', { has: page.locator(`[title="${prey.key}"]`) }).waitFor();
    });

    /** Whatever was queued would have been done before the photo. */
    async function expectNoEffect(): Promise<void> {
      await readyPhoto(`${Math.random()}.jpg`);
      for (const { name, succeeded } of attacks) expect(await succeeded(''), name).toBe(false);
    }

    test('a program does all that it may', async () => {
      await expectNoEffect();
      for (const { name, attempt, succeeded, byProgram } of attacks) {
        const read = await send(await attempt(cloud()));
        const done = () => succeeded(read);
        if (byProgram) await expect.poll(done, { message: `${name}: ${read}` }).toBe(true);
        else expect(await done(), name).toBe(false);
      }
    });
  },
);
