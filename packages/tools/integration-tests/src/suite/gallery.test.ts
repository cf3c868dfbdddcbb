import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { hasChromium } from '../chromium.ts';
import { photo, uniqueKey } from '../photo.ts';
import { target } from '../target.ts';
import { useGalleryBrowser } from './gallery-browser.ts';
import { decidedImage, patience, upload } from './images.ts';

/** What a browser hands to the page for a dropped file. */
function droppedFile(name: string, bytes: Buffer): string {
  return `(() => {
    const transfer = new DataTransfer();
    const bytes = Uint8Array.from(atob('${bytes.toString('base64')}'), (character) => character.charCodeAt(0));
    transfer.items.add(new File([bytes], ${JSON.stringify(name)}, { type: 'image/jpeg' }));
    return transfer;
  })()`;
}

/** An image that the gallery shows, and its card there. */
async function imageOn(page: Page) {
  const key = uniqueKey('gallery.jpg');
  await upload(key, await photo(640, 480));
  const { id } = await decidedImage(key);
  return { id, card: page.locator('li.ready', { has: page.locator(`[title="${key}"]`) }) };
}

const width = (image: { naturalWidth: number }) => image.naturalWidth;
const widthOf = (page: Page, selector: string) => page.locator(selector).evaluate(width);

const minute = 60_000;

describe.skipIf(!hasChromium)('the gallery (skipped without Chromium: CHROMIUM names one)', () => {
  const browser = useGalleryBrowser();
  let page: Page;
  beforeEach(async () => {
    page = await browser().newPage();
    return () => page.close();
  });

  test('shows a photo that is dropped on it, with its variants', async () => {
    const complaints: string[] = []; // what the page's own security policy refuses is among them
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${target.apiUrl}/`);

    const name = `<b>ü +1%</b> ${randomUUID()}.jpg`;
    const dataTransfer = await page.evaluateHandle(droppedFile(name, await photo(640, 480)));
    await page.dispatchEvent('body', 'drop', { dataTransfer });

    const card = page.locator('li.ready', { hasText: name.slice(-40) });
    await card.waitFor({ timeout: 90_000 });
    await card.locator('button').click();
    const { variants } = await decidedImage((await card.locator('.name').getAttribute('title')) ?? '');
    await expect
      .poll(() => widthOf(page, 'dialog img'), patience)
      .toBe(Math.max(...variants.map(({ width }) => width)));
    const rows = await page.locator('dialog tbody tr').allInnerTexts();
    expect(rows.map((row) => row.replace(/\s+[\d.]+ [KM]B\s+-?\d+ %$/, '').replaceAll('\t', ' '))).toEqual(
      variants.map(({ preset, format, width, height }) => `${preset} ${format} ${width} × ${height}`),
    );
    expect(complaints).toEqual([]);
  });

  test.skipIf(target.endpoint === undefined)(
    'shows pictures and takes uploads by the other name of this machine, too',
    async () => {
      const { card } = await imageOn(page);
      await page.goto(`${target.apiUrl}/`.replace('127.0.0.1', 'localhost'));
      await card.scrollIntoViewIfNeeded({ timeout: 90_000 });
      await expect.poll(() => card.locator('img').evaluate(width), patience).toBeGreaterThan(0);
      const name = `${randomUUID()}.jpg`;
      const dataTransfer = await page.evaluateHandle(droppedFile(name, await photo(64, 48)));
      await page.dispatchEvent('body', 'drop', { dataTransfer });
      await page.locator('li.ready', { hasText: name }).waitFor({ timeout: 90_000 });
    },
  );

  test('looks for news and leaves alone what has not changed: no picture is loaded again, the focus stays', async () => {
    const requested: string[] = [];
    page.on('request', (request) => requested.push(request.url()));
    await page.goto(`${target.apiUrl}/`);
    const { id, card } = await imageOn(page);
    const looks = () => requested.filter((url) => url.endsWith('/stats')).length;
    const pictures = () => requested.filter((url) => url.includes(`/${id}/`)).length;
    await card.locator('button').focus({ timeout: 90_000 });
    await expect.poll(pictures, patience).toBe(1);

    const before = looks();
    await expect.poll(looks, patience).toBeGreaterThanOrEqual(before + 5);
    expect(pictures()).toBe(1);
    expect(await card.locator('button:focus').count()).toBe(1);
  });

  test('keeps the address of a picture, however long the page stays open', async () => {
    await page.clock.install();
    const { card } = await imageOn(page);
    await page.goto(`${target.apiUrl}/`);
    const url = () => card.locator('img').getAttribute('src', { timeout: 90_000 });
    const first = await url();
    await page.clock.fastForward(100 * minute);
    await page.waitForResponse(/\/stats$/);
    expect(await url()).toBe(first);
  });

  test('loads a picture again that failed, after a minute', async () => {
    await page.clock.install();
    const { id, card } = await imageOn(page);
    let fails = true;
    await page.route(
      (url) => url.pathname.includes(`/${id}/`),
      (route) => (fails ? route.abort() : route.continue()),
    );
    await page.goto(`${target.apiUrl}/`);
    const failed = page.waitForEvent('requestfailed');
    await card.scrollIntoViewIfNeeded({ timeout: 90_000 });
    await failed;
    fails = false;
    const later = () => page.clock.fastForward(2 * minute).then(() => card.locator('img').evaluate(width));
    await expect.poll(later, patience).toBeGreaterThan(0);
  });
});
