import { defaultWidths } from '@darkroom/image-url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, launchChromium } from '../chromium.ts';
import type { EmbeddedStack } from '../embedded-stack.ts';
import { isInstalled, type RunningApp, startExample } from './framework-app.ts';
import { stackWithPhoto } from './stack-with-photo.ts';

const installed = {
  nextjs: hasChromium && isInstalled('nextjs'),
  nuxt: hasChromium && isInstalled('nuxt'),
};

describe.skipIf(!installed.nextjs && !installed.nuxt)('a page of a framework, built for production', () => {
  let stack: EmbeddedStack;
  let id: string;
  let browser: Browser;
  beforeAll(async () => {
    ({ stack, id } = await stackWithPhoto());
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.close();
  });

  const srcset = (widths: readonly number[]) =>
    widths.map((width) => `${stack.target.deliveryUrl}/${id}/w_${width} ${width}w`).join(', ');

  test.skipIf(!installed.nextjs)('Next.js shows a photo by next/image', async () => {
    const { deliveryUrl, apiUrl } = stack.target;
    const app = await startExample('nextjs', {
      NEXT_PUBLIC_DARKROOM_URL: deliveryUrl,
      DARKROOM_API_URL: apiUrl,
    });
    expect(await visit(app)).toEqual({ srcset: srcset(defaultWidths), ...asWanted() });
  });

  test.skipIf(!installed.nuxt)('Nuxt shows a photo by @nuxt/image', async () => {
    const { deliveryUrl, apiUrl } = stack.target;
    const app = await startExample('nuxt', {
      NUXT_PUBLIC_DARKROOM_URL: deliveryUrl,
      NUXT_DARKROOM_API_URL: apiUrl,
    });
    expect(await visit(app)).toEqual({ srcset: srcset([320, 640, 960, 1280, 1920]), ...asWanted() });
  });

  const asWanted = () => ({
    placeholder: expect.stringContaining('data:image/'),
    shown: { src: `${stack.target.deliveryUrl}/${id}/w_640`, loaded: true },
    types: ['image/avif'],
    errors: [],
  });

  /** What a visitor with a small window gets: first while no picture has come, then when all have. */
  async function visit(app: RunningApp) {
    const page = await browser.newPage({ viewport: { width: 500, height: 800 } });
    try {
      const errors = errorsOf(page);
      const types: (string | undefined)[] = [];
      let release = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      await page.route(`${stack.target.deliveryUrl}/**`, async (route) => {
        await released;
        await route.continue();
      });
      page.on('response', (response) => {
        if (response.url().startsWith(stack.target.deliveryUrl))
          types.push(response.headers()['content-type']);
      });
      await page.goto(app.url, { waitUntil: 'domcontentloaded' });
      const image = page.locator('img');
      const placeholder = await image.evaluate((img: { computedStyleMap(): ReadonlyMap<string, unknown> }) =>
        String(img.computedStyleMap().get('background-image')),
      );
      release();
      const shown = () =>
        image.evaluate((img: { currentSrc: string; naturalWidth: number }) => ({
          src: img.currentSrc,
          loaded: img.naturalWidth > 0,
        }));
      await expect.poll(shown).toMatchObject({ loaded: true });
      await page.waitForLoadState('load');
      return { srcset: await image.getAttribute('srcset'), placeholder, shown: await shown(), types, errors };
    } finally {
      await page.close();
      await app.stop();
    }
  }
});

/** What the console tells of errors, apart from the icon that the examples have not. */
function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() !== 'error' || message.location().url.endsWith('/favicon.ico')) return;
    errors.push(`${message.text()} ${message.location().url}`);
  });
  return errors;
}
