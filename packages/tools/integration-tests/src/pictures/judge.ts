import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** A secure origin, as `ImageDecoder` asks for, that nobody is asked for. */
const origin = 'https://pictures.invalid';

/** Of 255 a channel. */
export interface Difference {
  readonly mean: number;
  readonly most: number;
}

export interface Picture {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/** Chromium's rendering of an original against a variant of it. */
export interface Judge {
  /** Whether Chromium can show the original at all. */
  shows(original: Picture): Promise<boolean>;
  compare(original: Picture, variant: Picture): Promise<Comparison>;
  /** One difference for each frame of the original. */
  compareFrames(original: Picture, variant: Picture): Promise<Difference[]>;
  close(): Promise<void>;
}

export interface Comparison extends Difference {
  /** The original's size as Chromium sees it. */
  readonly original: { readonly width: number; readonly height: number };
}

export const hasChromium = existsSync(executablePath);

export async function startJudge(): Promise<Judge> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const page = await browser.newPage();
  const served = new Map<string, Picture>();
  const html = await readFile(new URL('judge.html', import.meta.url));
  await page.route(`${origin}/**`, (route) => {
    const picture = served.get(new URL(route.request().url()).pathname);
    const { bytes, contentType } = picture ?? { bytes: html, contentType: 'text/html' };
    return route.fulfill({ body: Buffer.from(bytes), contentType, headers: { 'cache-control': 'no-store' } });
  });
  await page.goto(`${origin}/`);

  // The page's functions stand in judge.html. Each picture has an address of its own: Chromium keeps what it has seen.
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
