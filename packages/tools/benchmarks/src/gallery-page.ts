import { type Browser, chromium, type Page } from 'playwright-core';
import { z } from 'zod';

/** What a page notes about itself from its first moment. */
const observers = `
  globalThis.noted = { paints: [], shift: 0, longest: 0, frames: [] };
  const observe = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  observe('largest-contentful-paint', ({ startTime, url }) => { if (url) noted.paints.push(startTime); });
  observe('layout-shift', ({ value, hadRecentInput }) => { if (!hadRecentInput) noted.shift += value; });
  observe('longtask', ({ duration }) => { noted.longest = Math.max(noted.longest, duration); });
  let last;
  const frame = (time) => {
    if (last !== undefined) noted.frames.push(time - last);
    last = time;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
`;

const notedSchema = z.object({
  /** When the largest picture so far was painted. */
  paints: z.array(z.number()),
  shift: z.number(),
  longest: z.number(),
  frames: z.array(z.number()),
});

/** Times are milliseconds. */
export type Noted = z.output<typeof notedSchema>;

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
}

export interface VisitOptions {
  readonly url: string;
  readonly viewport: { readonly width: number; readonly height: number };
  /** How many times slower the processor is made. */
  readonly slower: number;
  before?(page: Page): Promise<void>;
}

/** A visit of somebody who has nothing in the browser's cache. */
export async function visit(browser: Browser, { url, viewport, slower, before }: VisitOptions) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  await page.addInitScript(observers);
  const devTools = await context.newCDPSession(page);
  const slowDown = async (rate: number): Promise<void> =>
    void (await devTools.send('Emulation.setCPUThrottlingRate', { rate }));
  await slowDown(slower);
  await devTools.send('Performance.enable');
  await before?.(page);
  await page.goto(url);
  await page.locator('.images li').first().waitFor();

  const noted = async () => notedSchema.parse(await page.evaluate('noted'));
  return {
    page,
    /** Makes the processor so many times slower, from now on. */
    slowDown,
    close: () => context.close(),

    /** What was noted until every picture that is in the document is there. */
    async whenShown(): Promise<Noted> {
      await page.waitForLoadState('networkidle');
      await page.evaluate(
        "Promise.all([...document.querySelectorAll('.images img')].map((img) => img.decode().catch(() => {})))",
      );
      await page.waitForFunction('noted.paints.length > 0');
      return noted();
    },

    /** The page, its scripts and its styles, as they were sent. */
    async bytesOfPage(): Promise<number> {
      return z.number().parse(
        await page.evaluate(
          `[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
              .filter(({ entryType, name }) => entryType === 'navigation' || name.includes('/assets/'))
              .reduce((bytes, { encodedBodySize }) => bytes + encodedBodySize, 0)`,
        ),
      );
    },

    /** What is noted meanwhile. */
    async during(work: () => Promise<void>): Promise<Noted> {
      await page.evaluate('Object.assign(noted, { paints: [], shift: 0, longest: 0, frames: [] })');
      await work();
      return noted();
    },

    /** Bytes of JavaScript's heap, without garbage. */
    async heap(): Promise<number> {
      await devTools.send('HeapProfiler.collectGarbage');
      const { metrics } = await devTools.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN;
    },
  };
}
