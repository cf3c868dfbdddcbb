import { setTimeout } from 'node:timers/promises';
import { PurgeQueueCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';
import { type Operator, operatorOf } from './operator.ts';

// A cloud of its own: while S3 is down nobody else may need it.
let stack: EmbeddedStack;
let operator: Operator;
let original: Buffer;

beforeAll(async () => {
  stack = await startEmbeddedStack();
  operator = operatorOf(stack.target);
  original = await photo(64, 48);
});
afterAll(() => stack.close());

const resultSchema = z.object({ redriven: z.array(z.object({ subject: z.string() })) });
const patience = { timeout: 90_000, interval: 200 };

/** Uploads while S3 hands out no original, until Lambda has given up on all of them. */
async function uploadInVain(keys: readonly string[]): Promise<void> {
  await operator.inject({ service: 's3', operation: 'GetObject', errorRate: 1 });
  await Promise.all(keys.map((key) => operator.upload(key, original)));
  await expect.poll(operator.failedEvents, patience).toEqual({ visible: keys.length, held: 0 });
  await operator.inject();
}

async function allReady(keys: readonly string[]): Promise<void> {
  const ready = async () => (await operator.listed('ready')).filter((key) => keys.includes(key));
  await expect.poll(ready, patience).toEqual(keys);
}

/** What an interrupted run held comes back by itself. */
async function redriveUntilEmpty(): Promise<void> {
  const redriven = async () => {
    await operator.darkroom('redrive').ended;
    return operator.failedEvents();
  };
  await expect.poll(redriven, patience).toEqual({ visible: 0, held: 0 });
}

test('an event that Lambda gave up on is listed, explained and run again', async () => {
  const key = 'once/ü +x%.jpg';
  await uploadInVain([key]);

  const QueueUrl = await operator.failedEventsQueueUrl();
  const { Messages } = await operator.sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));
  expect(JSON.parse(Messages?.[0]?.Body ?? '')).toEqual({
    version: '1.0',
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    requestContext: {
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      functionArn: `arn:aws:lambda:${stack.target.region}:000000000000:function:${stack.target.processUploadFunction}:$LATEST`,
      condition: 'RetriesExhausted',
      approximateInvokeCount: 3,
    },
    requestPayload: { Records: [expect.objectContaining({ eventName: 'ObjectCreated:Put' })] },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: expect.objectContaining({ errorType: 'SlowDown', errorMessage: expect.any(String) }),
  });

  const asText = operator.darkroom('redrive', '--list');
  expect(await asText.ended).toBe(0);
  expect(asText.output.stdout).toContain(`ObjectCreated:Put ${key}`);
  expect(asText.output.stdout).toContain('3 attempts, RetriesExhausted: SlowDown');
  expect(asText.output.stdout).toContain('AWS throttled the requests');

  const list = operator.darkroom('redrive', '--list', '--json');
  expect(await list.ended).toBe(0);
  expect(JSON.parse(list.output.stdout)).toEqual({
    events: [
      {
        time: expect.any(String),
        function: stack.target.processUploadFunction,
        subject: `ObjectCreated:Put ${key}`,
        attempts: 3,
        condition: 'RetriesExhausted',
        error: { type: 'SlowDown', message: expect.any(String) },
        advice: expect.stringContaining('Redrive'),
      },
    ],
    foreign: 0,
    inFlight: 0,
  });
  expect(await operator.failedEvents()).toEqual({ visible: 1, held: 0 });

  const run = operator.darkroom('redrive', '--json');
  expect(await run.ended).toBe(0);
  expect(JSON.parse(run.output.stdout)).toMatchObject({
    redriven: [{ subject: `ObjectCreated:Put ${key}` }],
    kept: [],
  });
  await allReady([key]);
  expect(await operator.failedEvents()).toEqual({ visible: 0, held: 0 });
});

test('SIGTERM ends it between two events and leaves the others in the queue', async () => {
  const keys = ['term/0.jpg', 'term/1.jpg', 'term/2.jpg', 'term/3.jpg'];
  await uploadInVain(keys);
  await operator.inject({ service: 'sqs', operation: 'DeleteMessage', latencyMs: 1500 });
  const run = operator.darkroom('redrive', '--json');
  await expect.poll(() => run.output.stderr, patience).toContain('Redriving');
  run.process.kill('SIGTERM');
  expect(await run.ended).toBe(130);
  const { redriven } = JSON.parse(run.output.stdout);
  expect(redriven.length).toBeLessThan(keys.length);
  expect(await operator.failedEvents()).toEqual({ visible: keys.length - redriven.length, held: 0 });

  await operator.inject();
  expect(await operator.darkroom('redrive').ended).toBe(0);
  await allReady(keys);
});

test('killed at any point, it loses no event', async () => {
  const keys = Array.from({ length: 16 }, (_, index) => `kill/${String(index).padStart(2, '0')}.jpg`);
  await uploadInVain(keys);
  await operator.inject(
    { service: 'lambda', operation: 'Invoke', latencyMs: 150 },
    { service: 'sqs', operation: 'DeleteMessage', latencyMs: 150 },
  );
  for (let kills = 0; kills < 4; kills++) {
    const run = operator.darkroom('redrive');
    await expect.poll(() => run.output.stderr, { ...patience, interval: 20 }).toContain('Redriving');
    await setTimeout(Math.random() * 400); // wherever that is: before, between or after Invoke and DeleteMessage
    run.process.kill('SIGKILL');
    expect(await run.ended).toBe(null);
  }
  await operator.inject();
  await redriveUntilEmpty();
  await allReady(keys);
  expect(await operator.listed('failed')).toEqual([]);
  expect(await operator.listed('processing')).toEqual([]);
}, 600_000);

test('two at once share the events, and run none twice', async () => {
  const keys = Array.from({ length: 8 }, (_, index) => `both/${index}.jpg`);
  await uploadInVain(keys);
  await operator.inject({ service: 'sqs', operation: 'DeleteMessage', latencyMs: 300 });
  const runs = [operator.darkroom('redrive', '--json'), operator.darkroom('redrive', '--json')];
  for (const { ended } of runs) expect(await ended).toBe(0);
  await operator.inject();
  const redriven = runs.flatMap(({ output }) => resultSchema.parse(JSON.parse(output.stdout)).redriven);
  expect(redriven.map(({ subject }) => subject).sort()).toEqual(
    keys.map((key) => `ObjectCreated:Put ${key}`),
  );
  await allReady(keys);
});

test('with an SQS that deletes nothing it ends with an error, and the event is run twice at worst', async () => {
  const keys = ['keep/0.jpg', 'keep/1.jpg'];
  await uploadInVain(keys);
  await operator.inject({ service: 'sqs', operation: 'DeleteMessage', errorRate: 1 });
  const run = operator.darkroom('redrive');
  expect(await run.ended).toBe(1);
  expect(run.output.stderr).toContain('AWS answered InternalFailure');
  expect(run.output.stderr).toContain('Nothing is lost');
  await operator.inject();
  await redriveUntilEmpty();
  await allReady(keys);
});

test('what Lambda did not write, and what fails again, stays in the queue', async () => {
  const key = 'again/0.jpg';
  await uploadInVain([key]);
  const QueueUrl = await operator.failedEventsQueueUrl();
  await operator.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
  await operator.inject({ service: 's3', operation: 'GetObject', errorRate: 1 });
  const run = operator.darkroom('redrive');
  expect(await run.ended).toBe(1);
  expect(run.output.stdout).toContain('it does not come from Lambda');
  await expect.poll(operator.failedEvents, patience).toEqual({ visible: 2, held: 0 });
  await operator.inject();
  expect(await operator.darkroom('redrive').ended).toBe(1);
  await allReady([key]);
  expect(await operator.failedEvents()).toEqual({ visible: 1, held: 0 });
});

test('what a failed event tells of keys, functions and errors is shown, and commands no terminal', async () => {
  const hostile = 'x/\x1b]0;pwned\x07\x1b[2Jy.jpg';
  const shown = 'x/\\u001b]0;pwned\\u0007\\u001b[2Jy.jpg';
  const event = (functionName: string) => ({
    version: '1.0',
    timestamp: hostile,
    requestContext: {
      requestId: '1',
      functionArn: `arn:aws:lambda:${stack.target.region}:000000000000:function:${functionName}`,
      condition: hostile,
      approximateInvokeCount: 3,
    },
    requestPayload: { reprocess: { key: hostile } },
    responsePayload: { errorType: hostile, errorMessage: hostile },
  });
  const QueueUrl = await operator.failedEventsQueueUrl();
  const send = (message: object) =>
    operator.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }));
  await send(event(`\x1b]0;pwned\x07`));
  const list = operator.darkroom('redrive', '--list');
  expect(await list.ended).toBe(0);
  expect(list.output.stdout).not.toContain('\x1b]0;pwned');
  expect(list.output.stdout.split(shown)).toHaveLength(1 + 5);
  await operator.sqs.send(new PurgeQueueCommand({ QueueUrl }));

  await send(event('gone'));
  await send(event(stack.target.processUploadFunction));
  const run = operator.darkroom('redrive');
  expect(await run.ended).toBe(1);
  expect(run.output.stdout).not.toContain('\x1b]0;pwned');
  expect(run.output.stdout).toContain(`reprocess ${shown}: there is no arn:`);
  expect(run.output.stdout).toContain(`reprocess ${shown}\n`);
});

test.each([
  [['--stage', 'nowhere'], 1, 'There is no stage "nowhere"'],
  [['--endpoint', 'http://127.0.0.1:9'], 1, 'Nothing answers at http://127.0.0.1:9'],
])('%j is an error that says what to do', async (args, exitCode, message) => {
  const run = operator.darkroom('redrive', ...args);
  expect(await run.ended).toBe(exitCode);
  expect(run.output.stderr).toContain(message);
  expect(run.output.stderr).not.toContain('    at ');
});
