import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { unzipSync } from 'fflate';
import type { BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hasChromium } from '../chromium.ts';
import { photo, uniqueKey } from '../photo.ts';
import { target } from '../target.ts';
import { useGalleryBrowser } from './gallery-browser.ts';
import { api, decidedImage, patience, upload } from './images.ts';

const axe = createRequire(import.meta.url).resolve('axe-core');

const many = 2000;
const pageSize = 100;

/** Answers of an API with more images than a test can upload, ten a day. */
function manyImages(from: number) {
  const images = Array.from({ length: pageSize }, (_, index) => {
    const number = from + index;
    const time = new Date(Date.UTC(2026, 0, 1, 12) - Math.floor(number / 10) * 86_400_000).toISOString();
    return {
      id: `image-${number}`,
      key: `uploads/photo ${number}.jpg`,
      status: number === 3 ? 'failed' : 'ready',
      reason: number === 3 ? 'The file ends in the middle of the picture.' : undefined,
      createdAt: time,
      updatedAt: time,
      width: 400 + (number % 7) * 100,
      height: 600,
      dominantColour: '#336699',
      url: 'https://example.com/x',
    };
  });
  const next = from + pageSize;
  return { images, ...(next < many && { cursor: String(next) }) };
}

async function answerWithMany(page: Page): Promise<void> {
  await page.route(/\/stats$/, (route) => route.fulfill({ json: { images: many } }));
  await page.route(/\/images\?/, (route) => {
    const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
    return route.fulfill({ json: manyImages(from) });
  });
}

describe.skipIf(!hasChromium)(
  'the grid of the gallery (skipped without Chromium: CHROMIUM names one)',
  () => {
    const browser = useGalleryBrowser();

    async function open(options: BrowserContextOptions, before?: (page: Page) => Promise<void>) {
      const context = await browser().newContext(options);
      onTestFinished(() => context.close());
      const page = await context.newPage();
      await before?.(page);
      await page.goto(`${target.apiUrl}/`);
      await page.locator('.images li').first().waitFor({ timeout: 90_000 });
      return page;
    }

    const focused = (page: Page) => page.locator('.picture:focus').getAttribute('aria-label');

    test('shows thousands of images of which few are in the document, by day, to the very last', async () => {
      const page = await open({ viewport: { width: 1280, height: 800 } }, answerWithMany);
      await page.getByText('2,000 images').waitFor();
      await page.getByRole('heading', { name: 'Thursday, January 1, 2026' }).waitFor();
      const last = page.locator('[title="uploads/photo 1999.jpg"]');
      await expect
        .poll(async () => {
          await page.keyboard.press('End'); // as far as pages have come
          expect(await page.locator('.images li').count()).toBeLessThan(150);
          return last.count();
        }, patience)
        .toBe(1);
    });

    test('is used by keyboard alone, and never loses the focus', async () => {
      const page = await open({ viewport: { width: 1280, height: 800 } }, answerWithMany);
      await page.getByRole('button', { name: /^photo 0\.jpg/ }).focus();
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => focused(page), patience).toMatch(/^photo 1\.jpg/);
      for (let row = 0; row < 30; row += 1) await page.keyboard.press('ArrowDown');
      const far = async () => Number(/\d+/.exec((await focused(page)) ?? '')?.[0]);
      await expect.poll(far, patience).toBeGreaterThan(60);
      await page.keyboard.press('Home');
      await expect.poll(() => focused(page), patience).toMatch(/^photo 0\.jpg/);

      await page.keyboard.press('Space');
      await page.keyboard.press('Shift+ArrowRight');
      await page.getByText('2 selected').waitFor();
      await page.keyboard.press('Delete');
      await page.getByText('2 photos deleted.').waitFor();
      await expect.poll(() => focused(page), patience).toMatch(/^photo 2\.jpg/);
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.getByRole('button', { name: /^photo 0\.jpg/ }).waitFor();
    });

    test.each([
      { name: 'a desktop', options: { viewport: { width: 1280, height: 800 } } },
      {
        name: 'a dark phone',
        options: { viewport: { width: 390, height: 800 }, colorScheme: 'dark' as const },
      },
    ])('has nothing that axe finds at fault on $name', async ({ options }) => {
      const page = await open({ ...options, bypassCSP: true }, answerWithMany);
      await page.getByRole('checkbox', { name: 'Select photo 1.jpg' }).check({ force: true });
      await page.addScriptTag({ path: axe });
      const faults = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
        'axe.run().then(({ violations }) => violations)',
      );
      expect(faults.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)).toEqual([]);
    });

    test('shows three in a row on a phone, and says at a failed image what went wrong', async () => {
      const page = await open({ viewport: { width: 390, height: 800 } }, answerWithMany);
      const tops = await page
        .locator('.images li')
        .evaluateAll((cards: { getBoundingClientRect(): { top: number } }[]) =>
          cards.slice(0, 4).map((card) => card.getBoundingClientRect().top),
        );
      expect(tops.filter((top) => top === tops[0])).toHaveLength(3);
      await page.getByText('The file ends in the middle of the picture.').waitFor();
    });

    test('shows nothing behind a picture that is transparent', async () => {
      const key = uniqueKey('transparent.png');
      const circle = '<svg width="300" height="300"><circle cx="150" cy="150" r="99" fill="#c00"/></svg>';
      await upload(key, await sharp(Buffer.from(circle)).png().toBuffer(), 'image/png');
      const { id } = await decidedImage(key);
      const page = await open({});
      const behind = () =>
        page
          .locator(`[data-id="${id}"]`)
          .evaluate((button: { style: { backgroundImage: string; backgroundColor: string } }) => [
            button.style.backgroundImage,
            button.style.backgroundColor,
          ]);
      await expect.poll(behind, patience).toEqual(['', '']);
    });

    test('tries an image again that failed, and keeps the focus on it', async () => {
      const key = uniqueKey('broken.jpg');
      await upload(key, Buffer.from('not an image'));
      await decidedImage(key);
      const page = await open({});
      const card = page.locator('.images li', { has: page.locator(`[title="${key}"]`) });
      const asked = page.waitForResponse(/\/reprocess$/);
      await card.getByRole('button', { name: 'Try again: broken.jpg' }).click();
      expect((await asked).status()).toBe(202);
      await expect.poll(() => focused(page), patience).toMatch(/^broken\.jpg/);
      await card.getByText('not a supported image').waitFor(patience);
      await card.getByRole('button', { name: 'Try again: broken.jpg' }).waitFor();
    });

    test('saves what is selected as one zip, also pictures that the page has shown', async () => {
      const keys = [uniqueKey('first.jpg'), uniqueKey('second.jpg')];
      for (const key of keys) await upload(key, await photo(640, 480));
      const images = await Promise.all(keys.map(decidedImage));
      const page = await open({});
      await page.locator(`.images li:has([title="${keys[0]}"]) .picture`).click();
      await page.locator('dialog.photo .pan img').waitFor(patience);
      await page.keyboard.press('Escape');
      for (const key of keys) await page.locator(`.images li:has([title="${key}"]) .select`).check();
      const saved = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Download' }).click();
      const files = unzipSync(await readFile(await (await saved).path()));
      const largest = images.map(({ id, variants }) => {
        const [{ format, bytes } = { format: '', bytes: 0 }] = variants.toSorted(
          (a, b) => b.width - a.width || a.bytes - b.bytes,
        );
        return { ending: `-${id.slice(0, 6)}.${format}`, bytes };
      });
      expect(Object.entries(files).map(([name, { length }]) => [name, length])).toEqual([
        [`first${largest[0]?.ending}`, largest[0]?.bytes],
        [`second${largest[1]?.ending}`, largest[1]?.bytes],
      ]);
    });

    test('deletes an image only when the time to take it back is over', async () => {
      const key = uniqueKey('doomed.jpg');
      await upload(key, await photo(64, 48));
      const { id } = await decidedImage(key);
      const status = async () => (await api(`/images/${id}`)).status;
      const page = await open({});
      const card = page.locator('.images li', { has: page.locator(`[title="${key}"]`) });
      await card.locator('button').focus();
      await page.keyboard.press('Delete');
      await page.getByRole('button', { name: 'Undo' }).click();
      await card.waitFor();
      await card.locator('button').focus();
      await page.keyboard.press('Delete');
      await card.waitFor({ state: 'detached' });
      expect(await status()).toBe(200);
      await expect.poll(status, patience).toBe(404);
    });
  },
);
