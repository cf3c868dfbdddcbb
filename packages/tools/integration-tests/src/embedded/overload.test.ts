import { afterEach, expect, test } from 'vitest';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';
import { operatorOf } from './operator.ts';

const uploads = Number(process.env.DARKROOM_BURST ?? 1000);

let stack: EmbeddedStack | undefined;
afterEach(() => stack?.close());

test(`${uploads} uploads in one burst at an account concurrency of 10 are all done, none lost, none listed twice`, async () => {
  stack = await startEmbeddedStack({
    config: { presets: { thumb: { width: 32 } } },
    lambda: { concurrency: 10 },
  });
  const { variantsBucket } = stack.target;
  const { upload, listed, keysIn, failedEvents } = operatorOf(stack.target);
  const original = await photo(120, 80);
  const keys = Array.from({ length: uploads }, (_, index) => `burst/${String(index).padStart(4, '0')}.jpg`);
  await Promise.all(keys.map((key) => upload(key, original)));

  // The bucket tells without a function, which would take some of the concurrency.
  const made = async () => (await keysIn(variantsBucket)).length;
  await expect.poll(made, { timeout: 280_000, interval: 1000 }).toBeGreaterThanOrEqual(uploads);
  await expect.poll(() => listed('ready')).toEqual(keys);
  expect(await failedEvents()).toEqual({ visible: 0, held: 0 });
}, 600_000);
