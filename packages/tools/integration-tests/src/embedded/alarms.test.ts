import { InvokeCommand, LambdaClient, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import {
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createCatalog, imageId } from '@darkroom/catalog';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';
import { type Operator, operatorOf } from './operator.ts';
import { giveSecrets, type Receiver, receiver } from './receiver.ts';

const alarmEventSchema = z.object({
  type: z.literal('alarm'),
  alarm: z.object({ name: z.string(), state: z.string(), description: z.string() }),
});
const prefix = 'darkroom-test';
const slowMs = 3400; // of a function that has four seconds

let stack: EmbeddedStack;
let operator: Operator;
let lambda: LambdaClient;
let pager: Receiver;
let picture: Buffer;

beforeAll(async () => {
  pager = await receiver(204);
  stack = await startEmbeddedStack({
    cloudWatch: { alarmSpeed: 60 }, // five minutes pass in five seconds
    config: {
      presets: { thumb: { width: 32 } },
      functions: { processUpload: { timeoutSeconds: 4 } },
      webhooks: [{ name: 'pager', url: pager.url, events: ['alarm'] }],
      monitoring: {},
    },
  });
  await giveSecrets(stack, 'pager');
  operator = operatorOf(stack.target);
  lambda = stack.local.client(LambdaClient);
  picture = await photo(64, 48);
});
afterAll(async () => {
  await stack?.close();
  pager?.server.close();
});

/** What the pager was told of an alarm, oldest first. */
function told(name: string): string[] {
  return pager.deliveries
    .map(({ body }) => alarmEventSchema.parse(JSON.parse(body)).alarm)
    .filter((alarm) => alarm.name === `${prefix}-${name}`)
    .map(({ state }) => state);
}

/** Does something again and again until the alarm goes off. */
async function untilAlarm(name: string, act: () => Promise<unknown>): Promise<void> {
  await expect
    .poll(
      async () => {
        await act();
        return told(name).at(-1);
      },
      { timeout: 90_000, interval: 500 },
    )
    .toBe('ALARM');
}

const isOver = (name: string) =>
  expect.poll(() => told(name).at(-1), { timeout: 90_000, interval: 500 }).toBe('OK');

/** What is done then is older than it is, also for local-aws, which runs in this process. */
async function ago<Result>(minutes: number, act: () => Promise<Result>): Promise<Result> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - minutes * 60_000 });
  return act().finally(() => vi.useRealTimers());
}

const ask = (path: string) => fetch(`${stack.target.deliveryUrl}${path}`);

async function send(queue: string, minutesAgo = 0): Promise<void> {
  const named = new GetQueueUrlCommand({ QueueName: `${prefix}-${queue}` });
  const { QueueUrl } = await stack.local.client(SQSClient).send(named);
  const message = new SendMessageCommand({ QueueUrl, MessageBody: '{}' });
  // A client of its own: it learns the server's time from each answer.
  await ago(minutesAgo, () => stack.local.client(SQSClient).send(message));
}

describe.sequential('each fault is told to the webhook that wants alarms, and so is its end', () => {
  test('an upload on which Lambda gives up', async () => {
    await operator.inject({ service: 's3', operation: 'GetObject', errorRate: 1 });
    await operator.upload('given-up.jpg', picture);
    await untilAlarm('failed-events', async () => undefined);
    await operator.inject();

    expect(await operator.darkroom('redrive').ended).toBe(0);
    await isOver('failed-events');
  });

  test.each(['unrecorded-failures', 'failed-changes', 'failed-webhooks'])(
    'a message in %s',
    async (queue) => {
      await send(queue);
      await untilAlarm(queue, async () => undefined);
    },
  );

  test('a message that nobody has taken from a queue of failures for eleven days', async () => {
    await send('failed-webhooks', 11 * 24 * 60);
    await untilAlarm('failures-expire', async () => undefined);
  });

  test('changes of the catalog that are published two minutes late', async () => {
    const { tableName } = stack.target;
    const catalog = createCatalog({ client: DynamoDBDocumentClient.from(operator.dynamodb), tableName });
    let changes = 0;
    await untilAlarm('changes-late', () => ago(2, () => catalog.announce(`late-${changes++}.jpg`)));
  });

  test('stored pictures that CloudFront may not read', async () => {
    const keys = Array.from({ length: 20 }, (_, n) => `stored-${n}.jpg`);
    await Promise.all(keys.map((key) => operator.upload(key, picture)));
    const stored = () => operator.keysIn(stack.target.variantsBucket);
    await expect.poll(async () => (await stored()).length, { timeout: 60_000 }).toBeGreaterThan(keys.length);
    const unseen = await stored();
    const s3 = stack.local.client(S3Client);
    const bucket = { Bucket: stack.target.variantsBucket };
    const { Policy } = await s3.send(new GetBucketPolicyCommand(bucket));
    await s3.send(new DeleteBucketPolicyCommand(bucket));
    await untilAlarm('stored-pictures-missed', () => ask(`/v/${unseen.pop()}`));
    await s3.send(new PutBucketPolicyCommand({ ...bucket, Policy }));
  });

  test('invocations that fail one after the other', async () => {
    const Payload = JSON.stringify({ Records: 'none' });
    const invoke = () =>
      lambda.send(new InvokeCommand({ FunctionName: `${prefix}-publish-changes`, Payload }));
    await untilAlarm('function-errors', () => Promise.all([invoke(), invoke(), invoke()]));
  });

  test('an API and pictures that answer 5xx, and then answer again', async () => {
    await operator.inject({ service: 'dynamodb', errorRate: 1 });
    const askBoth = () =>
      Promise.all([fetch(`${stack.target.apiUrl}/images`), ask(`/${imageId('given-up.jpg')}/thumb`)]);
    await untilAlarm('api-errors', askBoth);
    await untilAlarm('pictures-errors', askBoth);
    await operator.inject();
    await isOver('api-errors');
    await isOver('pictures-errors');
  });

  test('photos that take nearly as long as the function has, and uploads that find no execution', async () => {
    const FunctionName = stack.target.processUploadFunction;
    await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 1 }));
    await operator.inject({ service: 's3', operation: 'GetObject', latencyMs: slowMs });
    let uploads = 0;
    const upload = () => operator.upload(`slow-${uploads++}.jpg`, picture);
    await untilAlarm('slow-process-upload', upload);
    await untilAlarm('throttles', upload);
    await operator.inject();
  });

  test('images that nobody counts, until somebody does', async () => {
    await untilAlarm('images-stuck', async () => undefined);
    await expect
      .poll(
        async () => {
          await lambda.send(new InvokeCommand({ FunctionName: `${prefix}-count-stuck` }));
          return told('images-stuck').at(-1);
        },
        { timeout: 60_000, interval: 2000 },
      )
      .toBe('OK');
  });
});
