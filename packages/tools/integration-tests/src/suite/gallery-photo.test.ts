import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hasChromium } from '../chromium.ts';
import { photo, uniqueKey } from '../photo.ts';
import { target } from '../target.ts';
import { useGalleryBrowser } from './gallery-browser.ts';
import { api, decidedImage, patience, upload } from './images.ts';

type Styled = { style: { objectPosition: string } };

const describedSchema = z.object({
  alt: z.string().optional(),
  tags: z.array(z.string()).optional(),
  focalPoint: z.object({ x: z.number(), y: z.number() }).optional(),
});
const described = async (id: string) => describedSchema.parse(await (await api(`/images/${id}`)).json());

/** An image and its view, opened from the grid. */
async function opened(page: Page, bytes?: Buffer) {
  const key = uniqueKey('view.jpg');
  await upload(key, bytes ?? (await photo(640, 480)));
  const { id } = await decidedImage(key);
  await page.goto(`${target.apiUrl}/`);
  await page
    .locator('li', { has: page.locator(`[title="${key}"]`) })
    .locator('button')
    .first()
    .click();
  const view = page.locator('dialog.photo');
  await view.waitFor(patience);
  await view.locator('.panel').waitFor(patience);
  const open = (title: string) => view.locator('summary', { hasText: title }).click();
  return { id, view, open };
}

describe.skipIf(!hasChromium)(
  'one photo in the gallery (skipped without Chromium: CHROMIUM names one)',
  () => {
    const browser = useGalleryBrowser();
    let page: Page;
    beforeEach(async () => {
      const context = await browser().newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
      page = await context.newPage();
      return () => context.close();
    });

    test('what people say of it is kept, and lines to show it are copied', async () => {
      const { id, view, open } = await opened(page);
      await view.getByLabel('Alternative text').fill('A "quoted" dog');
      await view.getByLabel('Tags').fill('Beach, dog');
      await view.getByRole('button', { name: 'Save', exact: true }).click();
      await expect
        .poll(() => described(id), patience)
        .toMatchObject({
          alt: 'A "quoted" dog',
          tags: ['beach', 'dog'],
        });
      await open('Use it on a page');
      await view.getByRole('button', { name: 'Copy <picture>' }).click();
      const copied = () => page.evaluate<string>('navigator.clipboard.readText()');
      await expect.poll(copied, patience).toContain('alt="A &quot;quoted&quot; dog"');
      expect(await copied()).toMatch(/^<picture>\n {2}<source type="image\/avif" srcset="http/);
    });

    test('a click says what matters most, and crops show at once what they keep', async () => {
      const { id, view, open } = await opened(page);
      await open('Focal point');
      const wide = view.locator('.crops img').first();
      const position = () => wide.evaluate((image: Styled) => image.style.objectPosition);
      const before = await position();
      const area = view.locator('.focus-area');
      const box = await area.boundingBox();
      await area.click({ position: { x: (box?.width ?? 0) * 0.9, y: (box?.height ?? 0) * 0.25 } });
      await expect.poll(position).not.toBe(before);
      await expect.poll(async () => (await described(id)).focalPoint, patience).toBeDefined();
      const { x = 0, y = 0 } = (await described(id)).focalPoint ?? {};
      expect([x, y].map((each) => Math.round(each * 20) / 20)).toEqual([0.9, 0.25]);
      await area.focus();
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Enter');
      await expect.poll(async () => (await described(id)).focalPoint?.x, patience).toBeCloseTo(x - 0.02);
    });

    test('a transform is tried live, with its size and an address that anybody can open', async () => {
      const { view, open } = await opened(page);
      await open('Playground');
      await view.getByLabel('w', { exact: true }).fill('123');
      const result = view.locator('.result img');
      const width = () => result.evaluate((image: { naturalWidth: number }) => image.naturalWidth);
      await expect.poll(width, patience).toBe(123);
      await expect.poll(() => view.locator('.result p').textContent()).toMatch(/KB · \d+ ms · image\//);
      const address = await view.getByLabel('Signed address').inputValue();
      expect((await fetch(address)).status).toBe(200);
      await view.getByLabel('w', { exact: true }).fill('0');
      await expect.poll(() => view.locator('.result p').textContent(), patience).toContain('w is');
    });

    test('a photo that failed says why, and is tried again; nothing that deletes has the focus', async () => {
      const { view, open } = await opened(page, Buffer.from('not an image'));
      expect(await view.locator('.failure').textContent()).toContain('not a supported image');
      const focused = () => page.evaluate<string>('document.activeElement.textContent');
      await expect.poll(focused, patience).toBe('view.jpg');
      const asked = page.waitForResponse((answer) => answer.url().endsWith('/reprocess'));
      await view.getByRole('button', { name: 'Try again' }).click();
      expect((await asked).status()).toBe(202);
      await open('What happened');
      await expect
        .poll(() => view.locator('.trail b').allInnerTexts(), patience)
        .toEqual(['Uploaded', 'Processing began', 'Failed', 'Asked for again', 'Processing began', 'Failed']);
    });

    test('keys lead to the next photo and back, and Escape to the grid', async () => {
      const older = uniqueKey('older.jpg');
      await upload(older, await photo(64, 48));
      await decidedImage(older); // the order is that of their first events
      const { view } = await opened(page);
      const title = () => view.locator('#photo-title').textContent();
      await expect.poll(title).toBe('view.jpg');
      const picture = () => view.locator('.pan img').getAttribute('src');
      const first = await picture();
      await page.keyboard.press('ArrowRight');
      await expect.poll(picture, patience).not.toBe(first);
      await page.keyboard.press('ArrowLeft');
      await expect.poll(picture, patience).toBe(first);
      await page.keyboard.press('+');
      expect(await view.locator('output').textContent()).toBe('150 %');
      await page.keyboard.press('Escape');
      await expect.poll(() => view.count()).toBe(0);
    });

    test('Enter twice opens a photo; Back closes it, with the focus where it was; a reload keeps it open', async () => {
      const { id, view } = await opened(page);
      await page.keyboard.press('Escape');
      const picture = page.locator(`[data-id="${id}"]`);
      await expect.poll(() => picture.evaluate('document.activeElement.dataset.id'), patience).toBe(id);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await view.locator('.panel').waitFor();
      expect(await page.evaluate('document.activeElement.id')).toBe('photo-title');
      await page.goBack();
      await expect.poll(() => view.count()).toBe(0);
      await expect.poll(() => picture.evaluate('document.activeElement.dataset.id'), patience).toBe(id);
      await page.keyboard.press('Enter');
      await view.locator('.panel').waitFor();
      await page.reload();
      await view.locator('.panel').waitFor();
      expect(await view.locator('#photo-title').textContent()).toBe('view.jpg');
      await page.keyboard.press('Escape');
      await expect.poll(() => page.url()).toBe(`${target.apiUrl}/`);
    });

    test('code to copy and measures read from left to right, also where the page does not', async () => {
      const { view, open } = await opened(page);
      await page.evaluate("document.documentElement.dir = 'rtl'");
      await open('Use it on a page');
      await open('What happened');
      await view.locator('.trail li').first().waitFor();
      const directionOf = (found: string) =>
        page.evaluate<string>(`getComputedStyle(document.querySelector('${found}')).direction`);
      expect(await directionOf('.snippet pre')).toBe('ltr');
      expect(await directionOf('.trail bdi')).toBe('ltr');
    });

    test('a photo that somebody else deletes says so, and keys still lead to its neighbours', async () => {
      const older = uniqueKey('older.jpg');
      await upload(older, await photo(64, 48));
      await decidedImage(older);
      const { id, view } = await opened(page);
      expect((await api(`/images/${id}`, { method: 'DELETE' })).status).toBe(202);
      await view.getByText('This photo is not there any more.').waitFor();
      await page.keyboard.press('ArrowRight');
      const address = () => new URL(page.url()).searchParams.get('photo');
      await expect.poll(address, patience).not.toBe(id);
      await view.locator('.pan img').waitFor();
      expect(await view.locator('.message').textContent()).toBe('');
    });

    test('a photo that waits for its upload says so, and offers nothing that needs a picture', async () => {
      const announced = { filename: 'late.jpg', contentType: 'image/jpeg', bytes: 1000 };
      const answer = await api('/images', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(announced),
      });
      const { id } = z.object({ id: z.string() }).parse(await answer.json());
      await page.goto(`${target.apiUrl}/?photo=${id}`);
      const view = page.locator('dialog.photo');
      await view.getByText('It waits for its upload.').waitFor();
      expect(await view.locator('summary').allInnerTexts()).toEqual(['Details', 'What happened']);
      expect(await view.locator('.zoom').count()).toBe(0);
    });

    test('a photo that could not be read while the network was away is shown when it is back', async () => {
      const older = uniqueKey('older.jpg');
      await upload(older, await photo(64, 48));
      await decidedImage(older);
      const { view } = await opened(page);
      await page.context().setOffline(true);
      await page.keyboard.press('ArrowRight');
      await view.getByText('There is no connection to the server.').waitFor();
      await page.context().setOffline(false);
      await view.locator('.panel').waitFor();
      await expect.poll(() => view.locator('.message').textContent(), patience).toBe('');
    });

    test.each([
      ['light', { width: 1280, height: 800 }],
      ['dark', { width: 390, height: 844 }],
    ] as const)('axe finds nothing to complain of: %s, %j', async (colorScheme, size) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(size);
      const { view, open } = await opened(page);
      for (const title of ['Focal point', 'Use it on a page', 'Playground', 'What happened'])
        await open(title);
      await view.locator('.result img').waitFor(patience);
      // The page's policy runs no inline script; the debugger may.
      await page.evaluate(axe.source);
      const violations = await page.evaluate<string[]>(
        `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html).join(' ')))`,
      );
      expect(violations).toEqual([]);
      if (process.env.DARKROOM_SCREENSHOTS) {
        await page.screenshot({ path: `${process.env.DARKROOM_SCREENSHOTS}/photo-${colorScheme}.png` });
        await view.locator('.result').scrollIntoViewIfNeeded();
        await page.screenshot({ path: `${process.env.DARKROOM_SCREENSHOTS}/play-${colorScheme}.png` });
      }
    });
  },
);
