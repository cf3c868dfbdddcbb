// Measures what people feel of the gallery: when a first visit shows its photos, and how 50,000 of them scroll.

import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { samplePhotos } from '@darkroom/cli/start/photos';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { startDeliveryStack } from './delivery-stack.ts';
import { launchBrowser, visit } from './gallery-page.ts';
import { publish, table } from './report.ts';
import { loadAverage, median, timed } from './timings.ts';

const visits = 7;
const many = 50_000;
const pageSize = 500; // the API's own pages have 100, and to load 500 of them takes many minutes
const longestWalk = 20 * 60_000; // milliseconds
const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 800 };

const loadBefore = loadAverage();
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
  let [shift, bytes] = [0, 0];
  for (let n = 0; n <= visits; n++) {
    const { whenShown, bytesOfPage, close } = await visit(browser, { url, viewport, slower: 4 });
    const noted = await whenShown();
    if (n > 0) paints.push(noted.paints.at(-1) ?? Number.NaN); // the first one also starts the functions
    shift = Math.max(shift, noted.shift);
    bytes = await bytesOfPage();
    await close();
  }
  first.push([
    name,
    Math.min(...paints).toFixed(0),
    median(paints).toFixed(0),
    shift.toFixed(3),
    (bytes / 1024).toFixed(1),
  ]);
}

const listing = z.object({ images: z.array(z.looseObject({ id: z.string() })) });
const { images: samples } = listing.parse(await (await fetch(`${url}images`)).json());

/** As the API would answer if there were so many: the samples again and again, ten a day. */
async function answerWithMany(page: Page): Promise<void> {
  await page.route(/\/stats$/, async (route) => {
    const isKnown = (await route.request().headerValue('if-none-match')) !== null;
    await route.fulfill(
      isKnown ? { status: 304 } : { json: { images: many }, headers: { etag: '"always the same"' } },
    );
  });
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
const { page, during, heap, slowDown, close } = await visit(browser, {
  url,
  viewport: desktop,
  slower: 1,
  before: answerWithMany,
});
const wheel = async (pixels: number) => {
  await page.mouse.move(desktop.width / 2, desktop.height / 2);
  for (let n = 0; n < 200; n++) await page.mouse.wheel(0, pixels);
};
const toTheEnd = async () => {
  await page.locator('.picture').first().focus();
  const last = page.locator(`[title="uploads/photo ${many - 1}.jpg"]`);
  const deadline = Date.now() + longestWalk;
  while ((await last.count()) === 0) {
    if (Date.now() > deadline) throw new Error(`The last of ${many} photos did not come.`);
    await page.keyboard.press('End');
  }
};
const note = async (slower: number, name: string, work: () => Promise<void>) => {
  await slowDown(slower);
  let ms = 0;
  const { frames, longest, shift } = await during(async () => {
    ms = await timed(work);
  });
  const sorted = frames.toSorted((a, b) => a - b);
  const cards = await page.locator('.images li').count();
  scrolled.push([
    name,
    `${slower} ×`,
    (ms / 1000).toFixed(1),
    median(frames).toFixed(0),
    (sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN).toFixed(0),
    longest.toFixed(0),
    String(cards),
    ((await heap()) / 1e6).toFixed(0),
    shift.toFixed(3),
  ]);
};
await note(1, 'down, pages come', () => wheel(150));
await note(4, 'down, pages come', () => wheel(150));
await note(1, 'to the last photo (End)', toTheEnd); // once: five hundred pages take minutes
await note(1, 'up, all are loaded', () => wheel(-150));
await note(4, 'up, all are loaded', () => wheel(-150));
await close();
await browser.close();
await stack.close();

await publish(
  'gallery',
  `## The gallery

A first visit in Chromium with four times slower JavaScript and layout, nothing in the browser's cache, the six sample
photos, on the embedded cloud, which runs on the same processors. The largest paint is that of a photo, in milliseconds
after the visit began, of ${visits} visits; KB are the page, its scripts and styles, compressed. The machine's load average was
${loadBefore} before and ${loadAverage()} after the run, on ${cpus().length} processors: above that number, times are those of a busy machine, and the
quickest tells most.

${table(['', 'largest paint, quickest', 'median', 'layout shift', 'KB'], first)}

${many.toLocaleString('en')} photos on a desktop. The lists are made up, ${pageSize} photos a page; the pictures are the samples'. Frames
and the longest task are in milliseconds: a screen that shows 60 frames a second has 17 for each.

${table(['scrolling', 'slower', 'seconds', 'frame, median', 'frame, 95 %', 'longest task', 'cards in the document', 'heap, MB', 'layout shift'], scrolled)}`,
);
