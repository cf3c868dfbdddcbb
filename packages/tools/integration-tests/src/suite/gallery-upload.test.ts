import { randomUUID } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hasChromium } from '../chromium.ts';
import { photo } from '../photo.ts';
import { target } from '../target.ts';
import { useGalleryBrowser } from './gallery-browser.ts';
import { patience } from './images.ts';

interface Chosen {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A photo that no other test has. */
async function chosenPhoto(name: string): Promise<Chosen> {
  const buffer = Buffer.concat([await photo(900, 600), Buffer.from(randomUUID())]);
  return { name: `${name} ${randomUUID()}.jpg`, mimeType: 'image/jpeg', buffer };
}

const photos = (count: number) =>
  Promise.all(Array.from({ length: count }, (_, index) => chosenPhoto(`photo ${index}`)));

describe.skipIf(!hasChromium)(
  'uploading in the gallery (skipped without Chromium: CHROMIUM names one)',
  () => {
    const browser = useGalleryBrowser();
    let context: BrowserContext;
    let page: Page;
    beforeEach(async () => {
      context = await browser().newContext();
      page = await context.newPage();
      await page.goto(`${target.apiUrl}/`);
      return () => context.close();
    });

    const choose = (files: readonly Chosen[]) =>
      page.getByLabel('Choose photos').setInputFiles(files.map((file) => ({ ...file })));
    const card = ({ name }: Pick<Chosen, 'name'>) => page.locator('.upload', { hasText: name });
    const states = () =>
      page
        .locator('.upload')
        .evaluateAll((cards: { getAttribute(name: string): string | null }[]) =>
          cards.map((card) => card.getAttribute('data-state')),
        );
    const all = (count: number, state: string) => Array.from({ length: count }, () => state);

    /** As slow as a train's network. */
    async function slowly(): Promise<() => Promise<void>> {
      const network = await context.newCDPSession(page);
      await network.send('Network.enable');
      const conditions = { offline: false, latency: 20, downloadThroughput: -1 };
      const emulate = 'Network.emulateNetworkConditions';
      await network.send(emulate, { ...conditions, uploadThroughput: 2_000 });
      return async () =>
        void (await network.send(emulate, { ...conditions, latency: 0, uploadThroughput: -1 }));
    }

    test('sends four photos at a time, each with its progress, and says when their prints are made', async () => {
      const fast = await slowly();
      await choose(await photos(10));
      await expect.poll(states, patience).toEqual([...all(4, 'sending'), ...all(6, 'waiting')]);
      const progress = page.getByRole('progressbar', { name: 'Upload of photo 0' });
      const value = () => progress.evaluate((bar: { value: number }) => bar.value);
      await expect.poll(value, patience).toBeGreaterThan(0);
      await fast();
      await expect.poll(states, { timeout: 90_000 }).toEqual(all(10, 'ready'));
      await page.getByText('10 of 10 photos are ready').waitFor();
      await page.getByRole('button', { name: 'Clear finished' }).click();
      expect(await states()).toEqual([]);
    });

    test('says at the file itself why it cannot be taken, and knows a photo that is there already', async () => {
      const known = await chosenPhoto('known');
      await choose([known]);
      await expect.poll(states, { timeout: 90_000 }).toEqual(['ready']);
      const notes = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('notes') };
      const empty = { name: 'empty.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(0) };
      const broken = { name: 'broken.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(randomUUID()) };
      const again = { ...known, name: 'again.jpg' };
      await choose([notes, empty, broken, again]);
      await card(notes).getByText('This is not a kind of photo that is accepted here.').waitFor();
      await card(empty).getByText('This file is empty.').waitFor();
      await card(again).getByText('You have this photo already.').waitFor();
      await expect.poll(() => card(broken).getAttribute('data-state'), patience).toBe('failed');
    });

    test('sends only what is missing of a large photo that is chosen again after a reload', async () => {
      const large = await chosenPhoto('large');
      const tail = Buffer.alloc(11 * 1024 ** 2 - large.buffer.length); // two parts, and more than the page keeps
      const chosen = { ...large, buffer: Buffer.concat([large.buffer, tail]) };
      const parts: (string | null)[] = [];
      page.on('request', (request) => {
        const part = new URL(request.url()).searchParams.get('partNumber');
        if (request.method() === 'PUT' && part !== null) parts.push(part);
      });
      const isSecond = (url: URL) => url.searchParams.get('partNumber') === '2';
      await page.route(isSecond, () => {}); // it never arrives
      const first = page.waitForResponse((answer) => answer.url().includes('partNumber=1'));
      await choose([chosen]);
      expect((await first).status()).toBe(200);
      await expect.poll(() => parts, patience).toContain('2');
      page.on('dialog', (dialog) => void dialog.accept());
      await page.reload();
      await page.unroute(isSecond);
      parts.length = 0;

      await expect.poll(states, patience).toEqual(['interrupted']);
      await card(large)
        .getByLabel('Choose it again')
        .setInputFiles({ ...chosen });
      await expect.poll(states, { timeout: 90_000 }).toEqual(['ready']);
      expect(parts).toEqual(['2']);
    });

    test('takes back what is cancelled while it is announced', async () => {
      let announce = () => {};
      const isHeld = new Promise<void>((resolve) => {
        announce = resolve;
      });
      await page.route(/\/images$/, async (route) => {
        await isHeld;
        await route.continue();
      });
      const chosen = await chosenPhoto('hasty');
      const asked = page.waitForRequest(/\/images$/);
      await choose([chosen]);
      await asked;
      await card(chosen).getByRole('button', { name: 'Cancel' }).click();
      const announced = page.waitForResponse(/\/images$/);
      const deleted = page.waitForResponse((answer) => answer.request().method() === 'DELETE');
      announce();
      const { id } = z.object({ id: z.string() }).parse(await (await announced).json());
      expect((await deleted).url()).toBe(`${target.apiUrl}/images/${id}`);
      expect((await deleted).status()).toBe(202);
      expect(await states()).toEqual([]);
    });

    test('goes on after a reload, of which it warns, and after the network was away', async () => {
      const fast = await slowly();
      const [paused, cancelled, ...others] = await photos(4);
      if (!paused || !cancelled) throw new Error('Expected four photos.');
      await choose([paused, cancelled, ...others]);
      await expect.poll(states, patience).toEqual(all(4, 'sending'));
      await card(paused).getByRole('button', { name: 'Pause' }).click();
      await expect.poll(() => card(paused).getAttribute('data-state'), patience).toBe('paused');
      await card(cancelled).getByRole('button', { name: 'Cancel' }).click();

      const questions: string[] = [];
      page.on('dialog', (dialog) => {
        questions.push(dialog.type());
        void dialog.accept();
      });
      await page.reload();
      await expect.poll(states, patience).toHaveLength(3);
      expect(questions).toEqual(['beforeunload']);

      await context.setOffline(true);
      await fast();
      await context.setOffline(false);
      await expect.poll(states, { timeout: 90_000 }).toEqual(all(3, 'ready'));
      expect(await card(cancelled).count()).toBe(0);
    });
  },
);
