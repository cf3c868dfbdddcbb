import { InvokeCommand, LambdaClient, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
      const sqs = stack.local.client(SQSClient);
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: `${prefix}-${queue}` }));
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
      await untilAlarm(queue, async () => undefined);
    },
  );

  test('invocations that fail one after the other', async () => {
    const Payload = JSON.stringify({ Records: 'none' });
    const invoke = () =>
      lambda.send(new InvokeCommand({ FunctionName: `${prefix}-publish-changes`, Payload }));
    await untilAlarm('function-errors', () => Promise.all([invoke(), invoke(), invoke()]));
  });

  test('an API that answers 500, and then answers again', async () => {
    await operator.inject({ service: 'dynamodb', errorRate: 1 });
    await untilAlarm('api-errors', () => fetch(`${stack.target.apiUrl}/images`));
    await operator.inject();
    await isOver('api-errors');
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
