import type { FaultInput } from '@darkroom/local-aws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';
import { type Operator, operatorOf } from './operator.ts';

const uploads = Number(process.env.DARKROOM_FAULTY_BURST ?? 50);
/** Fewer, because the SDK's own retries make each of them slow. */
const vainUploads = Math.ceil(uploads / 3);
const patience = { timeout: 120_000, interval: 300 };

let stack: EmbeddedStack;
let operator: Operator;
let original: Buffer;

beforeAll(async () => {
  stack = await startEmbeddedStack({ lambda: { concurrency: 10 } });
  operator = operatorOf(stack.target);
  original = await photo(64, 48);
});
afterAll(() => stack.close());

/** Every operation that the function uses; the uploads themselves and the API's own reads stay well. */
function inFunction(fault: Pick<FaultInput, 'errorRate' | 'latencyMs'>, ...services: string[]): FaultInput[] {
  return services.map((service) => ({ service, role: stack.target.processUploadFunction, ...fault }));
}

async function burst(folder: string, length: number): Promise<string[]> {
  const keys = Array.from({ length }, (_, index) => `${folder}/${String(index).padStart(4, '0')}.jpg`);
  await Promise.all(keys.map((key) => operator.upload(key, original)));
  return keys;
}

/** Runs what Lambda gave up on again, until every image of the folder is ready: each once, with its variants. */
async function allReadyIn(folder: string, keys: readonly string[]): Promise<void> {
  const ready = async () => (await operator.listed('ready')).filter((key) => key.startsWith(folder));
  await expect
    .poll(async () => {
      if ((await operator.failedEvents()).visible > 0) await operator.darkroom('redrive').ended;
      return ready();
    }, patience)
    .toEqual(keys);
  for (const status of ['pending', 'processing', 'failed']) expect(await operator.listed(status)).toEqual([]);
  expect(await operator.failedEvents()).toEqual({ visible: 0, held: 0 });
}

async function variantsStored(): Promise<number> {
  return (await operator.keysIn(stack.target.variantsBucket)).length;
}

test(`${uploads} uploads while S3 and DynamoDB are slow and every third request fails are late, not lost`, async () => {
  const storedBefore = await variantsStored();
  await operator.inject(...inFunction({ errorRate: 0.3, latencyMs: 50 }, 's3', 'dynamodb'));
  const keys = await burst('flaky', uploads);
  await allReadyIn('flaky', keys);
  await operator.inject();
  await expect.poll(variantsStored, patience).toBe(storedBefore + 4 * uploads);
}, 300_000);

test.each(['s3', 'dynamodb'])(
  `${vainUploads} uploads while %s answers nothing wait in the queue of failed events, and redrive brings them all`,
  async (service) => {
    const storedBefore = await variantsStored();
    await operator.inject(...inFunction({ errorRate: 1 }, service));
    const keys = await burst(`dead-${service}`, vainUploads);
    await expect.poll(operator.failedEvents, patience).toEqual({ visible: vainUploads, held: 0 });
    expect(await operator.listed('ready')).not.toContain(keys[0]);
    await operator.inject();
    await allReadyIn(`dead-${service}`, keys);
    await expect.poll(variantsStored, patience).toBe(storedBefore + 4 * vainUploads);
  },
  300_000,
);
