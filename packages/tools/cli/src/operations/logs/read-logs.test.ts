import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { type LocalAws, startLocalAws } from '@darkroom/local-aws';
import { session } from '@darkroom/localstack-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { functionLogs } from './log-groups.ts';
import { followLogs, type LogEvent, type LogQuery, readLogs } from './read-logs.ts';

const id = '0dd844e3230a40e72b06c299fc727f07';
const requestId = 'e65dc4c9-8032-487e-a9eb-621ed559e1cf';
const prefix = 'darkroom-dev';
const start = Date.now() - 60_000;

let cloud: LocalAws;
let logs: CloudWatchLogsClient;
beforeAll(async () => {
  cloud = await startLocalAws({ port: 0 });
  logs = session({ endpoint: cloud.endpoint }).client(CloudWatchLogsClient);
  for (const name of ['process-upload', 'images-api', 'two-images-api', 'two-process-upload']) {
    const logGroupName = `/aws/lambda/${prefix}-${name}`;
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
    for (const logStreamName of ['a', 'b'])
      await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
  }
  await write(
    'process-upload',
    'a',
    1,
    `{"level":"INFO","message":"started","function_request_id":"${requestId}","id":"${id}"}`,
  );
  await write(
    'process-upload',
    'a',
    4,
    `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`,
  );
  await write('process-upload', 'b', 2, '{"level":"INFO","message":"failed","code":"Corrupt"}');
  await write('images-api', 'a', 3, `{"level":"INFO","message":"other"}`);
  await write('two-process-upload', 'a', 3, 'of another stage');
});
afterAll(() => cloud.close());

function write(name: string, logStreamName: string, second: number, message: string) {
  const logGroupName = `/aws/lambda/${prefix}-${name}`;
  const logEvents = [{ timestamp: start + second * 1000, message }];
  return logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
}

async function source() {
  return { logs, functions: await functionLogs({ logs, prefix }) };
}

async function texts(query: Omit<LogQuery, 'from'>): Promise<string[]> {
  const found: string[] = [];
  for await (const { line } of readLogs(await source(), { ...query, from: new Date(start) }))
    found.push(line.text);
  return found;
}

test('lines of all functions of the stage, and of no other stage, come in the order of their times', async () => {
  expect((await source()).functions.map(({ name }) => name)).toEqual(['images-api', 'process-upload']);
  const killed = 'Error: Runtime exited with error: signal: killed';
  expect(await texts({})).toEqual(['started', 'failed', 'other', killed]);
  expect(await texts({ onlyFailures: true })).toEqual(['failed', killed]);
});

test("of an image come the lines that name it, and those of its invocations, such as Lambda's", async () => {
  const killed = 'Error: Runtime exited with error: signal: killed';
  expect(await texts({ about: id })).toEqual(['started', killed]);
  expect(await texts({ about: id, onlyFailures: true })).toEqual([killed]);
  expect(await texts({ about: 'f'.repeat(32) })).toEqual([]);
});

test('followed, each line comes once, also one that arrives late', async () => {
  const controller = new AbortController();
  const followed: LogEvent[] = [];
  const following = (async () => {
    const options = { everyMs: 10, signal: controller.signal };
    for await (const event of followLogs(await source(), { from: new Date(start) }, options))
      followed.push(event);
  })();
  const seen = () => followed.map(({ line }) => line.text);
  await expect.poll(() => seen().length).toBe(4);
  await write('images-api', 'b', 5, 'new');
  await expect.poll(seen).toContain('new');
  await write('process-upload', 'b', 3, 'late');
  await expect.poll(seen).toContain('late');
  controller.abort();
  await following;
  expect(seen()).toHaveLength(6);
});
