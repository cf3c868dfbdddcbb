import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { imageId } from '@darkroom/catalog';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { filesOfPhoto } from '../files-of-photo.ts';
import { photo } from '../photo.ts';
import { nastyText } from './nasty-text.ts';
import { type Operator, operatorOf } from './operator.ts';

const count = Number(process.env.DARKROOM_KEYS ?? 60);
const seed = Number(process.env.DARKROOM_SEED ?? Date.now() % 2 ** 31);
/** Deep enough that a path which climbs out of it is still found. */
const dataFolder = 'a/b/c/d/data';

let root: string;
let stack: EmbeddedStack;
let operator: Operator;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'darkroom-keys-'));
  const dataDir = join(root, dataFolder);
  await mkdir(dataDir, { recursive: true });
  stack = await startEmbeddedStack({ dataDir, lambda: { concurrency: 10 } });
  operator = operatorOf(stack.target);
});
afterAll(async () => {
  await stack.close();
  await rm(root, { recursive: true, force: true });
});

/** S3: 1 to 1,024 bytes of UTF-8. */
const key = fc
  .oneof(
    { weight: 9, arbitrary: fc.array(nastyText, { maxLength: 8 }).map((parts) => parts.join('/')) },
    { weight: 5, arbitrary: fc.array(nastyText, { maxLength: 8 }).map((parts) => parts.join('')) },
    { weight: 1, arbitrary: fc.constantFrom('x'.repeat(1024), `${'../'.repeat(300)}etc/passwd`, '/') },
  )
  .filter((text) => text !== '' && Buffer.byteLength(text) <= 1024);

const imageSchema = z.object({
  id: z.string(),
  key: z.string(),
  status: z.string(),
  variants: z.array(z.object({ url: z.url() })),
});

async function imageOf(original: string) {
  const response = await fetch(`${stack.target.apiUrl}/images/${imageId(original)}`);
  return imageSchema.parse(await response.json());
}

test(`${count} keys that no file system or header would take are processed, each under its own id`, async () => {
  console.log(`Making keys with DARKROOM_SEED=${seed}`);
  const keys = [...new Set(['\n', ...fc.sample(key, { numRuns: count, seed })])].sort(); // the SDK lists \n as ''
  const original = await photo(64, 48);
  await Promise.all(keys.map((each) => operator.upload(each, original)));
  await expect.poll(() => operator.listed('ready'), { timeout: 90_000, interval: 500 }).toEqual(keys);

  for (const each of keys) {
    const image = await imageOf(each);
    expect(image).toMatchObject({ id: imageId(each), key: each, status: 'ready' });
    for (const { url } of image.variants) expect((await fetch(url)).status, each).toBe(200);
  }
  expect((await operator.keysIn(stack.target.originalsBucket)).sort()).toEqual(keys);
  const ids = keys.map(imageId);
  const variants = await operator.keysIn(stack.target.variantsBucket);
  expect(variants).toHaveLength(filesOfPhoto * keys.length);
  for (const variant of variants) expect(ids).toContain(variant.split('/')[0]);

  const files = await readdir(root, { recursive: true });
  const outside = files.filter((file) => !dataFolder.startsWith(file) && !file.startsWith(`${dataFolder}/`));
  expect(outside).toEqual([]);
}, 600_000);
