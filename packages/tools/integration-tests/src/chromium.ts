import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

export const hasChromium = existsSync(executablePath);

/** Beside other files that run; only a hang takes longer. */
const patienceMs = 120_000;

/** The browser of this machine, or the one that CHROMIUM names. */
export async function launchChromium(...args: readonly string[]): Promise<Browser> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', ...args] });
  browser.on('context', (context) => context.setDefaultTimeout(patienceMs));
  return browser;
}
