import { roleName } from '@darkroom/infra';
import type { FaultInput } from '@darkroom/local-aws';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { filesOfPhoto } from '../files-of-photo.ts';
import { photo } from '../photo.ts';
import { type Operator, operatorOf } from './operator.ts';

const uploads = Number(process.env.DARKROOM_FAULTY_BURST ?? 50);
/** Fewer, because the SDK's own retries make each of them slow. */
const vainUploads = Math.ceil(uploads / 3);
const patience = { timeout: 300_000, interval: 300 };

let stack: EmbeddedStack;
let operator: Operator;
let original: Buffer;

beforeAll(async () => {
  original = await photo(64, 48);
});
// A cloud for each: an image is ready before its event is done, and one that comes late must not meet the next fault.
beforeEach(async () => {
  stack = await startEmbeddedStack({ lambda: { concurrency: 10 } });
  operator = operatorOf(stack.target);
});
afterEach(() => stack.close());

/** Every operation that the function uses; the uploads themselves and the API's own reads stay well. */
function inFunction(fault: Pick<FaultInput, 'errorRate' | 'latencyMs'>, ...services: string[]): FaultInput[] {
  const role = roleName(stack.target.processUploadFunction, stack.target.region);
  return services.map((service) => ({ service, role, ...fault }));
}

async function burst(length: number): Promise<string[]> {
  const keys = Array.from({ length }, (_, index) => `burst/${String(index).padStart(4, '0')}.jpg`);
  await Promise.all(keys.map((key) => operator.upload(key, original)));
  return keys;
}

/**
 * Runs what Lambda gave up on again, until nothing waits, every image is ready, once, and of the variants that tries
 * have left behind none is left.
 */
async function allDone(keys: readonly string[]): Promise<void> {
  const redriven = async () => {
    const failedEvents = await operator.failedEvents();
    if (failedEvents.visible > 0) await operator.darkroom('redrive').ended;
    const ready = await operator.listed('ready');
    const variants = (await operator.keysIn(stack.target.variantsBucket)).length;
    return { failedEvents, ready, variants };
  };
  const done = { failedEvents: { visible: 0, held: 0 }, ready: keys, variants: filesOfPhoto * keys.length };
  await expect.poll(redriven, patience).toEqual(done);
  for (const status of ['pending', 'processing', 'failed']) expect(await operator.listed(status)).toEqual([]);
}

test(`${uploads} uploads while S3 and DynamoDB are slow and every third request fails are late, not lost`, async () => {
  await operator.inject(...inFunction({ errorRate: 0.3, latencyMs: 50 }, 's3', 'dynamodb'));
  const keys = await burst(uploads);
  await allDone(keys);
}, 600_000);

test.each(['s3', 'dynamodb'])(
  `${vainUploads} uploads while %s answers nothing wait in the queue of failed events, and redrive brings them all`,
  async (service) => {
    await operator.inject(...inFunction({ errorRate: 1 }, service));
    const keys = await burst(vainUploads);
    await expect.poll(operator.failedEvents, patience).toEqual({ visible: vainUploads, held: 0 });
    expect(await operator.listed('ready')).toEqual([]);
    await operator.inject();
    await allDone(keys);
  },
  600_000,
);
