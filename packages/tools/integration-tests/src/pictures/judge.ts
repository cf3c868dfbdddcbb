import { readFile } from 'node:fs/promises';
import { launchChromium } from '../chromium.ts';

/** A secure origin, which `ImageDecoder` requires, that no request reaches. */
const origin = 'https://pictures.invalid';

/** Out of 255 per channel. */
export interface Difference {
  readonly mean: number;
  readonly most: number;
}

export interface Picture {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/** Compares Chromium's rendering of an original with a variant of it. */
export interface Judge {
  /** Whether Chromium can show the original at all. */
  shows(original: Picture): Promise<boolean>;
  compare(original: Picture, variant: Picture): Promise<Comparison>;
  /** One difference per frame of the original. */
  compareFrames(original: Picture, variant: Picture): Promise<Difference[]>;
  close(): Promise<void>;
}

export interface Comparison extends Difference {
  /** The original's size as Chromium sees it. */
  readonly original: { readonly width: number; readonly height: number };
}

export async function startJudge(): Promise<Judge> {
  const browser = await launchChromium();
  const page = await browser.newPage();
  const served = new Map<string, Picture>();
  const html = await readFile(new URL('judge.html', import.meta.url));
  await page.route(`${origin}/**`, (route) => {
    const picture = served.get(new URL(route.request().url()).pathname);
    const { bytes, contentType } = picture ?? { bytes: html, contentType: 'text/html' };
    return route.fulfill({ body: Buffer.from(bytes), contentType, headers: { 'cache-control': 'no-store' } });
  });
  await page.goto(`${origin}/`);

  // The page's functions are in judge.html. Each picture has its own URL, because Chromium caches what it has seen.
  let asked = 0;
  const ask = <T>(question: string, ...pictures: readonly Picture[]): Promise<T> => {
    served.clear();
    const paths = pictures.map((picture) => {
      asked += 1;
      served.set(`/${asked}`, picture);
      return `'/${asked}'`;
    });
    return page.evaluate(`${question}(${paths.join()})`);
  };
  return {
    shows: (original) => ask('shows', original),
    compare: (original, variant) => ask('compare', original, variant),
    compareFrames: (original, variant) => ask('compareFrames', original, variant),
    close: () => browser.close(),
  };
}
