import {
  DeleteFunctionConcurrencyCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
  UpdateFunctionConfigurationCommand,
  UpdateFunctionEventInvokeConfigCommand,
} from '@aws-sdk/client-lambda';
import { imageId } from '@darkroom/catalog';
import { roleName } from '@darkroom/infra';
import type { FaultInput } from '@darkroom/local-aws';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { bmp, heic, jxl, photo } from '../photo.ts';
import { type Operator, operatorOf } from './operator.ts';

// A cloud of its own: while the function dies nobody else may need it.
let stack: EmbeddedStack;
let operator: Operator;
let lambda: LambdaClient;
let original: Buffer;

beforeAll(async () => {
  stack = await startEmbeddedStack();
  operator = operatorOf(stack.target);
  lambda = stack.local.client(LambdaClient);
  original = await photo(64, 48);
});
afterEach(() => operator.inject());
afterAll(() => stack.close());

const patience = { timeout: 100_000, interval: 200 };
const ready = { status: 'ready' };
const failed = (code: string) => ({ status: 'failed', code });

const imageSchema = z.object({ status: z.string(), code: z.string().optional() });

/** What the API says of an image. */
async function stateOf(key: string) {
  const response = await fetch(`${stack.target.apiUrl}/images/${imageId(key)}`);
  return response.status === 404 ? { status: 'unknown' } : imageSchema.parse(await response.json());
}

const roleOf = (functionName: string) => roleName(functionName, stack.target.region);

/** Kills process-upload before its first such request, in each of Lambda's three tries. */
function killed(operation: string, service: string): FaultInput[] {
  const role = roleOf(stack.target.processUploadFunction);
  return Array.from({ length: 3 }, () => ({ service, operation, role, crashAt: 1 }));
}

/** Makes process-upload wait so long for its originals. */
function slow(latencyMs: number): FaultInput {
  const role = roleOf(stack.target.processUploadFunction);
  return { service: 's3', operation: 'GetObject', role, latencyMs };
}

async function configure(Timeout: number): Promise<void> {
  const FunctionName = stack.target.processUploadFunction;
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout }));
}

/** Lets an event wait a minute, Lambda's least, for the one execution there is, and another hold that for longer. */
async function uploadWithoutRoom(key: string, holdingKey: string): Promise<void> {
  const FunctionName = stack.target.processUploadFunction;
  const age = (MaximumEventAgeInSeconds: number) =>
    lambda.send(new UpdateFunctionEventInvokeConfigCommand({ FunctionName, MaximumEventAgeInSeconds }));
  await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 1 }));
  await age(60);
  onTestFinished(async () => {
    await age(21_600);
    await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  });
  await operator.inject(slow(65_000));
  await operator.upload(holdingKey, original);
  await expect.poll(() => stateOf(holdingKey), patience).toEqual({ status: 'processing' });
  await operator.upload(key, original);
}

async function failsAndIsRedriven(key: string, code: string): Promise<void> {
  await expect.poll(() => stateOf(key), patience).toEqual(failed(code));
  await expect.poll(operator.failedEvents, patience).toEqual({ visible: 1, held: 0 });
  await operator.inject();
  expect(await operator.darkroom('redrive').ended).toBe(0);
  await expect.poll(() => stateOf(key), patience).toEqual(ready);
  expect(await operator.failedEvents()).toEqual({ visible: 0, held: 0 });
}

test.each([
  ['a HEIC, whose decoder is loaded when it comes', 'IMG_0001.HEIC', heic],
  ['a JPEG XL, whose decoder too', 'export.jxl', jxl],
  ['a BMP, which libvips does not read', 'scan.bmp', bmp],
])('%s, ends as ready', async (_, key, file) => {
  await operator.upload(key, file);
  await expect.poll(() => stateOf(key), patience).toEqual(ready);
});

describe('an image ends as failed, with a code, and a redrive makes it, when the function', () => {
  test.each([
    ['before it had looked into the catalog', 'GetItem', 'dynamodb'],
    ['before it could say that it had begun', 'PutItem', 'dynamodb'],
    ['in the middle', 'GetObject', 's3'],
  ])('was killed %s', async (_, operation, service) => {
    const key = `killed/${operation}.jpg`;
    await operator.inject(...killed(operation, service));
    await operator.upload(key, original);
    await failsAndIsRedriven(key, 'Crashed');
  });

  test('ran out of time', async () => {
    const key = 'slow.jpg';
    await configure(2);
    onTestFinished(() => configure(120));
    await operator.inject(slow(10_000));
    await operator.upload(key, original);
    await expect.poll(() => stateOf(key), patience).toEqual(failed('TimedOut'));
    await configure(120);
    await failsAndIsRedriven(key, 'TimedOut');
  });

  test('had no room for it, until the event was too old', async () => {
    const key = 'expired.jpg';
    await uploadWithoutRoom(key, 'holding.jpg');
    await failsAndIsRedriven(key, 'Expired');
    expect(await stateOf('holding.jpg')).toEqual(ready);
  }, 600_000);

  test('found S3 away each time', async () => {
    const key = 'unavailable.jpg';
    const role = roleOf(stack.target.processUploadFunction);
    await operator.inject({ service: 's3', operation: 'GetObject', role, errorRate: 1 });
    await operator.upload(key, original);
    await failsAndIsRedriven(key, 'Unavailable');
  });
});

test('an image that is replaced shows what it showed until the new one, which was given up, is made', async () => {
  const key = 'replaced.jpg';
  const variants = async () =>
    z
      .object({ variants: z.array(z.object({ width: z.number() })) })
      .parse(await (await fetch(`${stack.target.apiUrl}/images/${imageId(key)}`)).json())
      .variants.map(({ width }) => width);
  await operator.upload(key, original);
  await expect.poll(() => stateOf(key), patience).toEqual(ready);
  const before = await variants();
  await operator.inject(...killed('GetObject', 's3'));
  await operator.upload(key, await photo(48, 64));
  await expect.poll(() => stateOf(key), patience).toEqual(failed('Crashed'));
  expect(await variants()).toEqual(before);
  await failsAndIsRedriven(key, 'Crashed');
  expect(await variants()).not.toEqual(before);
  await expect
    .poll(() => operator.keysIn(stack.target.variantsBucket, `${imageId(key)}/`))
    .toHaveLength(before.length);
});

test('an image that was given up is made by a reprocess, too', async () => {
  const key = 'reprocessed.jpg';
  await operator.inject(...killed('GetObject', 's3'));
  await operator.upload(key, original);
  await expect.poll(() => stateOf(key), patience).toEqual(failed('Crashed'));
  const again = await fetch(`${stack.target.apiUrl}/images/${imageId(key)}/reprocess`, { method: 'POST' });
  expect(again.status).toBe(202);
  await expect.poll(() => stateOf(key), patience).toEqual(ready);
  await expect.poll(operator.failedEvents, patience).toEqual({ visible: 1, held: 0 });
  // The event that waits yet comes too late to change anything.
  expect(await operator.darkroom('redrive').ended).toBe(0);
  expect(await stateOf(key)).toEqual(ready);
});

test('a failure that can not be recorded waits in a queue of its own, and the event in the other', async () => {
  const key = 'unrecorded.jpg';
  const down = { service: 'dynamodb', role: roleOf(stack.target.recordFailureFunction), errorRate: 1 };
  await operator.inject(...killed('GetObject', 's3'), down);
  await operator.upload(key, original);
  await expect
    .poll(() => operator.waitingIn('unrecorded-failures'), patience)
    .toEqual({ visible: 1, held: 0 });
  expect(await stateOf(key)).toEqual({ status: 'processing' });
  await operator.inject();
  expect(await operator.darkroom('redrive').ended).toBe(0);
  await expect.poll(() => stateOf(key), patience).toEqual(ready);
});

test('the totals are those of images that never failed', async () => {
  const statsSchema = z.object({ images: z.number(), byStatus: z.record(z.string(), z.number()) });
  const keys = await operator.listed('ready');
  const stats = async () => statsSchema.parse(await (await fetch(`${stack.target.apiUrl}/stats`)).json());
  await expect.poll(stats, patience).toEqual({
    images: keys.length,
    byStatus: { pending: 0, processing: 0, ready: keys.length, failed: 0 },
  });
});
