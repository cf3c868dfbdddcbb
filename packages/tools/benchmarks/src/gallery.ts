// Measures what people feel of the gallery: when a first visit shows its photos, and how 50,000 of them scroll.

import { readFile } from 'node:fs/promises';
import { samplePhotos } from '@darkroom/cli/start/photos';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { startDeliveryStack } from './delivery-stack.ts';
import { launchBrowser, visit } from './gallery-page.ts';
import { publish, table } from './report.ts';
import { median, timed } from './timings.ts';

const visits = 7;
const many = 50_000;
const pageSize = 100;
const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 800 };

const stack = await startDeliveryStack();
for (const { file, key } of samplePhotos()) await stack.upload(key, await readFile(file));
const url = `${stack.apiUrl}/`;
const browser = await launchBrowser();

const first: string[][] = [];
for (const [name, viewport] of [
  ['desktop', desktop],
  ['phone', phone],
] as const) {
  const paints: number[] = [];
  let shift = 0;
  for (let n = 0; n <= visits; n++) {
    const { whenShown, close } = await visit(browser, { url, viewport, slower: 4 });
    const noted = await whenShown();
    if (n > 0) paints.push(noted.paints.at(-1) ?? Number.NaN); // the first one also starts the functions
    shift = Math.max(shift, noted.shift);
    await close();
  }
  first.push([name, median(paints).toFixed(0), Math.max(...paints).toFixed(0), shift.toFixed(3)]);
}

const listing = z.object({ images: z.array(z.looseObject({ id: z.string() })) });
const { images: samples } = listing.parse(await (await fetch(`${url}images`)).json());

/** As the API would answer if there were so many: the samples again and again, ten a day. */
async function answerWithMany(page: Page): Promise<void> {
  await page.route(/\/stats$/, (route) => route.fulfill({ json: { images: many } }));
  await page.route(/\/images\?/, (route) => {
    const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
    const images = Array.from({ length: pageSize }, (_, index) => {
      const number = from + index;
      const time = new Date(Date.UTC(2026, 0, 1, 12) - Math.floor(number / 10) * 86_400_000).toISOString();
      const key = `uploads/photo ${number}.jpg`;
      return {
        ...samples[number % samples.length],
        id: `image-${number}`,
        key,
        createdAt: time,
        updatedAt: time,
      };
    });
    const next = from + pageSize;
    return route.fulfill({ json: { images, ...(next < many && { cursor: String(next) }) } });
  });
}

const scrolled: string[][] = [];
for (const slower of [1, 4]) {
  const { page, during, heap, close } = await visit(browser, {
    url,
    viewport: desktop,
    slower,
    before: answerWithMany,
  });
  const wheel = async (pixels: number) => {
    await page.mouse.move(desktop.width / 2, desktop.height / 2);
    for (let n = 0; n < 200; n++) await page.mouse.wheel(0, pixels);
  };
  const toTheEnd = async () => {
    await page.locator('.picture').first().focus();
    const last = page.locator(`[title="uploads/photo ${many - 1}.jpg"]`);
    while ((await last.count()) === 0) await page.keyboard.press('End');
  };
  const note = async (name: string, work: () => Promise<void>) => {
    let ms = 0;
    const { frames, longest, shift } = await during(async () => {
      ms = await timed(work);
    });
    const sorted = frames.toSorted((a, b) => a - b);
    const cards = await page.locator('.images li').count();
    scrolled.push([
      `${slower} ×`,
      name,
      (ms / 1000).toFixed(1),
      median(frames).toFixed(0),
      (sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN).toFixed(0),
      longest.toFixed(0),
      String(cards),
      ((await heap()) / 1e6).toFixed(0),
      shift.toFixed(3),
    ]);
  };
  await note('down, pages come', () => wheel(150));
  await note('to the last photo (End)', toTheEnd);
  await note('up, all are loaded', () => wheel(-150));
  await close();
}
await browser.close();
await stack.close();

await publish(
  'gallery',
  `## The gallery

A first visit in Chromium with four times slower JavaScript and layout, nothing in the browser's cache, the six sample
photos, on the embedded cloud, which runs on the same processors. The largest paint is in milliseconds after the visit
began: medians of ${visits} visits, and the slowest.

${table(['', 'largest paint, median', 'slowest', 'layout shift'], first)}

${many.toLocaleString('en')} photos on a desktop. The lists are made up, ${pageSize} photos a page; the pictures are the samples'. Frames
and the longest task are in milliseconds: a screen that shows 60 frames a second has 17 for each.

${table(['slower', 'scrolling', 'seconds', 'frame, median', 'frame, 95 %', 'longest task', 'cards in the document', 'heap, MB', 'layout shift'], scrolled)}`,
);
