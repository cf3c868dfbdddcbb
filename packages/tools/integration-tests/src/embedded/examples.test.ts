import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { ensureDeliveryKey } from '@darkroom/cli/start/delivery-key';
import { canonicalText } from '@darkroom/image-url';
import { createSigner } from '@darkroom/image-url/sign';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasChromium, launchChromium } from '../chromium.ts';
import type { EmbeddedStack } from '../embedded-stack.ts';
import { stackWithPhoto } from './stack-with-photo.ts';

const example = (path: string) => fileURLToPath(new URL(`../../../../../examples/${path}`, import.meta.url));
const run = promisify(execFile);
const succeeds = (...code: string[]) => spawnSync('python3', ['-c', ...code]).status === 0;
const python = succeeds('');
const boto3 = python && succeeds('import boto3');

let stack: EmbeddedStack;
let id: string;
beforeAll(async () => {
  ({ stack, id } = await stackWithPhoto());
  const { endpoint } = stack.target;
  await ensureDeliveryKey({ stage: 'test', ...(endpoint !== undefined && { endpoint }) });
});
afterAll(() => stack.close());

test.skipIf(!hasChromium)(
  'the plain page shows its photo in the width and format that suit the browser (skipped without Chromium: CHROMIUM names one)',
  async () => {
    const written = await readFile(example('html/index.html'), 'utf8');
    const html = written.replaceAll(
      /https:\/\/d123\.cloudfront\.net\/[0-9a-f]{32}/g,
      `${stack.target.deliveryUrl}/${id}`,
    );
    const site = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(html);
    });
    await once(site.listen(0, '127.0.0.1'), 'listening');
    const browser = await launchChromium();
    try {
      const page = await browser.newPage({ viewport: { width: 500, height: 800 } });
      const types: (string | undefined)[] = [];
      page.on('response', (response) => {
        if (!response.url().endsWith('favicon.ico')) types.push(response.headers()['content-type']);
      });
      await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
      const shown = () =>
        page.locator('img').evaluate((image: { currentSrc: string; naturalWidth: number }) => ({
          src: image.currentSrc,
          loaded: image.naturalWidth > 0,
        }));
      await expect.poll(shown).toEqual({ src: `${stack.target.deliveryUrl}/${id}/w_640`, loaded: true });
      expect(types).toEqual(['text/html', 'image/avif']);
    } finally {
      await browser.close();
      site.close();
    }
  },
);

test.skipIf(!python)(
  'Python signs as @darkroom/image-url does, with the standard library (skipped without python3)',
  async () => {
    const signer = createSigner({ id: 'k7', secret: 'a secret' });
    const asked = 'w_800-fit_cover-h_600';
    const now = new Date();
    const seconds = Math.floor(now.getTime() / 1000);
    const code = `from sign_address import *
print(token("k7", "a secret", "${id}", "presets"))
print(token("k7", "a secret", "${id}", canonical("${asked}"), expiry(3600, ${seconds})))`;
    const { stdout } = await run('python3', ['-B', '-c', code], { cwd: example('python') });
    expect(stdout.trim().split('\n')).toEqual([
      signer.presets(id),
      signer.token(id, canonicalText(asked), { expiresIn: 3600, now }),
    ]);
  },
);

test.skipIf(!boto3)(
  'the Python script prints an address that opens, with a key from SSM (skipped without python3 and boto3)',
  async () => {
    const { endpoint = '', region, deliveryUrl } = stack.target;
    const keys = '/darkroom/test/delivery-keys';
    const { Parameters } = await stack.local
      .client(SSMClient)
      .send(new GetParametersByPathCommand({ Path: keys }));
    expect(Parameters).toHaveLength(1);
    const environment = {
      ...process.env,
      AWS_ENDPOINT_URL: endpoint,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      DARKROOM_KEYS_PATH: keys,
    };
    const script = ['-B', example('python/sign_address.py'), deliveryUrl, id, 'fit_cover-h_90-w_120'];
    const { stdout } = await run('python3', script, { env: environment });

    const address = stdout.trim();
    expect((await fetch(address)).status).toBe(200);
    expect((await fetch(address.replace('w_120', 'w_121'))).status).toBe(403);
  },
);
