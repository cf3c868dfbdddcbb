import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { launchChromium } from '../chromium.ts';
import { needs } from '../gaps.ts';

/** One browser for all tests of a block, which skip where the gallery's page may not call the API. */
export function useGalleryBrowser(): () => Browser {
  let browser: Browser;
  beforeEach(needs('a gallery page that may call the API'));
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  return () => browser;
}
