import { imageId } from '@darkroom/catalog';
import { builtConfig, roleName } from '@darkroom/infra';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';
import { askPatiently } from './ask-patiently.ts';
import { type Operator, operatorOf } from './operator.ts';

const patience = { timeout: 200_000, interval: 300 };
const uploads = 60;

let stack: EmbeddedStack | undefined;
let original: Buffer;
beforeAll(async () => {
  original = await photo(64, 48);
});
afterEach(() => stack?.close());

/** A stack whose uploads wait in a queue, in an account of this concurrency. */
async function start(concurrency: number, timeoutSeconds: number): Promise<EmbeddedStack> {
  stack = await startEmbeddedStack({
    lambda: { concurrency },
    config: {
      name: builtConfig().name,
      region: builtConfig().region,
      presets: { thumb: { width: 32 } },
      intake: { mode: 'queue', maximumConcurrency: 2 },
      functions: { processUpload: { timeoutSeconds } },
    },
  });
  return stack;
}

async function ready(operator: Operator): Promise<number> {
  return (await operator.listed('ready')).length;
}

test(`at an account concurrency of 4, ${uploads} uploads and as many requests at once are all answered, by 200 or when to ask again, and every photo is made`, async () => {
  const { target } = await start(4, 120);
  const operator = operatorOf(target);
  const keys = Array.from({ length: uploads }, (_, index) => `flood/${index}.jpg`);
  const [answers] = await Promise.all([
    Promise.all(keys.map(() => askPatiently(`${target.apiUrl}/images`))),
    ...keys.map((key) => operator.upload(key, original)),
  ]);
  expect(answers.map(({ statuses }) => statuses.at(-1))).toEqual(keys.map(() => 200));
  expect(new Set(answers.flatMap(({ statuses }) => statuses))).toEqual(new Set([200, 503]));
  await expect.poll(() => ready(operator), patience).toBe(uploads);
  expect(await operator.failedEvents()).toEqual({ visible: 0, held: 0 });
}, 600_000);

test('an upload whose function dies each time ends as failed, waits among the failed events, and is made by a redrive', async () => {
  const { target } = await start(10, 2);
  const operator = operatorOf(target);
  const role = roleName(target.processUploadFunction, target.region);
  const killed = { service: 's3', operation: 'GetObject', role, crashAt: 1 };
  await operator.inject(...Array.from({ length: 5 }, () => killed)); // as often as the queue hands it over
  await operator.upload('killed.jpg', original);

  const stateOf = async () => {
    const response = await fetch(`${target.apiUrl}/images/${imageId('killed.jpg')}`);
    const schema = z.object({ status: z.string(), code: z.string().optional() });
    return response.ok ? schema.parse(await response.json()) : undefined;
  };
  await expect.poll(stateOf, patience).toEqual({ status: 'failed', code: 'Unavailable' });
  await expect.poll(operator.failedEvents, patience).toEqual({ visible: 1, held: 0 });
  await operator.inject();
  expect(await operator.darkroom('redrive').ended).toBe(0);
  await expect.poll(stateOf, patience).toEqual({ status: 'ready' });
}, 600_000);
