import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  checkCost,
  type ImageMetadata,
  inspect,
  plan,
  type RenderedVariant,
  render,
} from '@darkroom/imaging';
import { parseConfig } from '@darkroom/pipeline-config';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium } from '../chromium.ts';
import { type Difference, type Judge, startJudge } from './judge.ts';
import { exceptions, notShown, refusedThoughShown, usual } from './tolerances.ts';

const folder =
  process.env.DARKROOM_CORPUS ?? fileURLToPath(new URL('../../../../../../shared/corpus/', import.meta.url));
const files = existsSync(folder)
  ? ['good', 'more', 'wrong'].flatMap((kind) => readdirSync(join(folder, kind)).map((name) => [kind, name]))
  : [];

const { limits, functions, presets } = parseConfig({
  presets: {
    whole: { width: 5000, format: 'png' }, // never larger than the original
    small: { width: 160, height: 160, format: 'png' },
    webp: { width: 160, height: 160, format: 'webp' },
  },
});
const { presets: movingPresets } = parseConfig({
  presets: { gif: { width: 5000, format: 'gif' }, webp: { width: 5000, format: 'webp' } },
});
/** Larger ones are only compared scaled down: a minute is what the whole corpus may take. */
const mostPixels = 1_500_000;

async function develop(bytes: Uint8Array): Promise<Developed | undefined> {
  const metadata = await inspect(bytes, limits).catch(() => undefined);
  if (!metadata) return undefined;
  const { width, height } = metadata;
  const { whole, ...scaled } = presets;
  const plans = plan(metadata, whole && width * height <= mostPixels ? { whole, ...scaled } : scaled);
  try {
    checkCost(metadata, plans, { ...limits, ...functions.processUpload });
  } catch {
    return undefined;
  }
  return { metadata, ...(await render(bytes, metadata, plans)) };
}

interface Developed {
  readonly metadata: ImageMetadata;
  readonly variants: readonly RenderedVariant[];
}

describe.skipIf(!existsSync(folder) || !hasChromium)(
  'pictures as Chromium shows them (skipped without Chromium, which CHROMIUM names, or the corpus, DARKROOM_CORPUS)',
  () => {
    let judge: Judge;
    beforeAll(async () => {
      judge = await startJudge();
    });
    afterAll(() => judge?.close());

    test('every exception is one of a file that is there', () => {
      const names = files.map(([, name]) => name);
      const excepted = [exceptions, refusedThoughShown, notShown].flatMap((table) => Object.keys(table));
      expect(names).toEqual(expect.arrayContaining(excepted));
    });

    test.each(files)('%s/%s', async (kind = '', name = '') => {
      const bytes = readFileSync(join(folder, kind, name));
      const developed = await develop(bytes);
      const original = { bytes, contentType: `image/${developed?.metadata.format ?? 'png'}` };
      const isShown = await judge.shows(original);
      if (!developed) return expect(name in refusedThoughShown).toBe(isShown);
      expect(name in notShown).toBe(!isShown);
      if (!isShown) return;

      const { metadata, variants } = developed;
      const { whole, small, webp } = { ...usual, ...exceptions[name] };
      const tolerances: Record<string, Difference> = {
        whole,
        small: { mean: small, most: 255 },
        webp: { mean: webp, most: 255 },
      };
      for (const variant of variants) {
        const { original: size, mean, most } = await judge.compare(original, variant);
        const { width, height } = metadata;
        expect(size).toEqual({ width, height });
        const tolerance = tolerances[variant.preset];
        expect({ preset: variant.preset, mean, most }).toEqual({
          preset: variant.preset,
          mean: atMost(tolerance?.mean),
          most: atMost(tolerance?.most),
        });
      }
    });

    test.each(files.filter(([, name]) => /\.(gif|webp)$/.test(name ?? '')))(
      'the frames of %s/%s',
      async (kind = '', name = '') => {
        const bytes = readFileSync(join(folder, kind, name));
        const metadata = await inspect(bytes, limits).catch(() => undefined);
        if (!metadata || metadata.pages === 1) return;
        const { variants } = await render(bytes, metadata, plan(metadata, movingPresets));
        const original = { bytes, contentType: `image/${metadata.format}` };
        for (const variant of variants) {
          const differences = await judge.compareFrames(original, variant);
          expect(differences).toHaveLength(metadata.pages);
          const { frames } = { ...usual, ...exceptions[name] };
          for (const { mean } of differences) expect(mean).toBeLessThanOrEqual(frames);
        }
      },
    );
  },
);

function atMost(limit = 0): unknown {
  return expect.toSatisfy((value: number) => value <= limit, `at most ${limit}`);
}
