import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { needs } from '../gaps.ts';
import { photo } from '../photo.ts';
import { target } from '../target.ts';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** What a browser hands to the page for a dropped file. */
function droppedFile(name: string, bytes: Buffer): string {
  return `(() => {
    const transfer = new DataTransfer();
    const bytes = Uint8Array.from(atob('${bytes.toString('base64')}'), (character) => character.charCodeAt(0));
    transfer.items.add(new File([bytes], ${JSON.stringify(name)}, { type: 'image/jpeg' }));
    return transfer;
  })()`;
}

beforeEach(needs('a gallery page that may call the API'));

test.skipIf(!existsSync(executablePath))(
  'a photo dropped on the gallery appears with its variants (skipped without Chromium: CHROMIUM names one)',
  async () => {
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      const complaints: string[] = []; // what the page's own security policy refuses is among them
      page.on('console', (message) => {
        const ofVariant = message.location().url.includes(target.variantsBucket); // other tests remove theirs
        if (message.type() === 'error' && !ofVariant) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(`${target.apiUrl}/`);

      const name = `<b>ü +1%</b> ${randomUUID()}.jpg`;
      const dataTransfer = await page.evaluateHandle(droppedFile(name, await photo(640, 480)));
      await page.dispatchEvent('body', 'drop', { dataTransfer });

      const card = page.locator('li.ready', { hasText: name.slice(-40) });
      await card.waitFor({ timeout: 90_000 });
      await card.locator('button').click();
      const widthOf = (selector: string) =>
        page.locator(selector).evaluate((image: { naturalWidth: number }) => image.naturalWidth);
      await expect.poll(() => widthOf('dialog img'), { timeout: 30_000 }).toBe(640);
      expect(await page.locator('dialog tbody tr').allInnerTexts()).toContainEqual(
        expect.stringMatching(/^thumb\s+webp\s+320 × 320\s+\d+ KB$/),
      );
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  },
);
