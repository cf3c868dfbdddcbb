import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { imageId } from '@darkroom/catalog';
import { builtConfig, roleName } from '@darkroom/infra';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { photo, uniqueKey } from '../photo.ts';
import { type Operator, operatorOf } from './operator.ts';

/** Of every preset, one in each of its formats. */
const files = Object.values(builtConfig().presets).flatMap(({ formats }) => formats).length;

type Step = readonly [service: string, operation: string, nth: number];

/** What process-upload asks of AWS for an image that replaces another, in order. */
const steps: readonly Step[] = [
  ['dynamodb', 'GetItem', 1], // what the catalog knows
  ['dynamodb', 'PutItem', 1], // processing
  ['s3', 'GetObject', 1],
  ['s3', 'PutObject', 1], // the variants
  ['s3', 'PutObject', 2],
  ['s3', 'PutObject', files - 1],
  ['s3', 'PutObject', files],
  ['dynamodb', 'Query', 1], // images of the same bytes
  ['dynamodb', 'GetItem', 2],
  ['dynamodb', 'PutItem', 2], // ready
  ['s3', 'ListObjectsV2', 1], // variants of the image before
  ['dynamodb', 'GetItem', 3],
  ['s3', 'DeleteObjects', 1],
];

let stack: EmbeddedStack;
let operator: Operator;
let logs: CloudWatchLogsClient;
let before: Buffer;
let after: Buffer;

beforeAll(async () => {
  stack = await startEmbeddedStack();
  operator = operatorOf(stack.target);
  logs = stack.local.client(CloudWatchLogsClient);
  [before, after] = await Promise.all([photo(64, 48), photo(48, 64)]);
});
afterAll(() => stack.close());

const imageSchema = z.object({
  status: z.string(),
  width: z.number().optional(),
  variants: z.array(z.object({ url: z.url() })),
});

/** The catalog's word, how many variants the bucket holds, and how many of the catalog's are among them. */
async function stateOf(key: string) {
  const id = imageId(key);
  const { variants, ...image } = imageSchema.parse(
    await (await fetch(`${stack.target.apiUrl}/images/${id}`)).json(),
  );
  const stored = await operator.keysIn(stack.target.variantsBucket, `${id}/`);
  const found = variants.filter(({ url }) => stored.some((variant) => url.includes(variant)));
  return { ...image, stored: stored.length, found: found.length };
}

const ready = (width: number) => ({ status: 'ready', width, stored: files, found: files });

async function crashes(): Promise<number> {
  const query = {
    logGroupName: `/aws/lambda/${stack.target.processUploadFunction}`,
    filterPattern: '"signal: killed"',
  };
  let count = 0;
  for await (const { events = [] } of paginateFilterLogEvents({ client: logs }, query))
    count += events.length;
  return count;
}

const patience = { timeout: 30_000, interval: 50 };

/** Replaces an image while the function's process is killed before each of the steps, one a try. */
async function replaceThrough(...kills: Step[]): Promise<void> {
  const key = uniqueKey('photo.jpg');
  await operator.upload(key, before);
  await expect.poll(() => stateOf(key), patience).toEqual(ready(64));
  const crashesBefore = await crashes();
  const role = roleName(stack.target.processUploadFunction, stack.target.region);
  await operator.inject(
    ...kills.map(([service, operation, crashAt]) => ({ service, operation, crashAt, role })),
  );
  await operator.upload(key, after);
  await expect.poll(crashes, patience).toBe(crashesBefore + kills.length);
  await expect.poll(() => stateOf(key), patience).toEqual(ready(48));
  expect(await operator.failedEvents()).toEqual({ visible: 0, held: 0 });
}

describe('an image whose function is killed comes out as if it had not been, and leaves no orphan', () => {
  test.each(steps)('before %s %s number %i', async (...step) => {
    await replaceThrough(step);
  });

  test('before any two steps, one after the other', async () => {
    const pair = fc
      .shuffledSubarray([...steps], { minLength: 2, maxLength: 2 })
      .filter(([one, two]) => one?.[1] !== two?.[1]); // two of the variants would be one crash
    await fc.assert(
      fc.asyncProperty(pair, (kills) => replaceThrough(...kills)),
      { numRuns: Number(process.env.DARKROOM_CRASHES ?? 5), endOnFailure: true },
    );
  }, 600_000);
});
