import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { expect, onTestFinished, test } from 'vitest';
import { startLambda } from '../testing/start-lambda.ts';

/** The messages of a function's log group, in order. */
function logsOf(endpoint: string, functionName: string) {
  const logs = new CloudWatchLogsClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  onTestFinished(() => logs.destroy());
  return async () => {
    const { events } = await logs.send(
      new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${functionName}` }),
    );
    return events?.map(({ message }) => message ?? '') ?? [];
  };
}

test('an invocation is logged from START to REPORT, its init phase before', async () => {
  const { aws, create, invoke } = await startLambda();
  const source = `console.log('loading');
    export const handler = async () => { console.info('two\\nlines', { n: 1 }); console.error(new Error('odd')); };`;
  await create('talks', source, { MemorySize: 192 });

  const { requestId } = await invoke('talks');

  const messages = await logsOf(aws.endpoint, 'talks')();
  expect(messages).toEqual([
    expect.stringMatching(/^INIT_START Runtime Version: nodejs22\.x\t/),
    expect.stringMatching(/Z\tundefined\tINFO\tloading\n$/),
    `START RequestId: ${requestId} Version: $LATEST\n`,
    expect.stringMatching(new RegExp(`Z\t${requestId}\tINFO\ttwo\nlines { n: 1 }\n$`)),
    expect.stringMatching(new RegExp(`Z\t${requestId}\tERROR\tError: odd\n +at `)),
    `END RequestId: ${requestId}\n`,
    expect.stringMatching(
      new RegExp(
        `^REPORT RequestId: ${requestId}\tDuration: \\d+\\.\\d\\d ms\tBilled Duration: \\d+ ms\tMemory Size: 192 MB\tMax Memory Used: \\d\\d+ MB\tInit Duration: \\d+\\.\\d\\d ms\t\n$`,
      ),
    ),
  ]);
});

test('everything an invocation writes is in its own log, however much and however late it writes', async () => {
  const { aws, create, invoke } = await startLambda();
  const source = `export const handler = async ({ id }) => {
    for (let line = 0; line < 2500; line++) process[line % 2 ? 'stdout' : 'stderr'].write(id + ' ' + line + ' ' + 'x'.repeat(100) + '\\n');
    process.stdout.write(id + ' without a line break');
  };`;
  await create('talkative', source);

  for (const id of ['first', 'second'])
    expect((await invoke('talkative', { id })).log).toMatch(/END.*\nREPORT.*\n$/);

  const messages = await logsOf(aws.endpoint, 'talkative')();
  const [, first = [], second = []] = split(messages, 'START');
  expect(first.filter((message) => message.startsWith('first '))).toHaveLength(2501);
  expect(second.filter((message) => message.startsWith('second '))).toHaveLength(2501);
  expect(first.at(-2)).toMatch(/^END/);
});

test('the log tail is the last 4 KB of this invocation', async () => {
  const { create, invoke } = await startLambda();
  await create('tail', `export const handler = async ({ text }) => console.log(text);`);
  await invoke('tail', { text: 'before' });

  const { log } = await invoke('tail', { text: 'y'.repeat(5000) });

  expect(Buffer.byteLength(log)).toBe(4096);
  expect(log).not.toContain('before');
  expect(log).toMatch(/REPORT RequestId: .*\n$/);
});

test('the init phase takes nothing of the time a function has', async () => {
  const { create, invoke } = await startLambda();
  const source = `await new Promise((resolve) => setTimeout(resolve, 1200));
    export const handler = async (_, context) => context.getRemainingTimeInMillis();`;
  await create('slow-start', source, { Timeout: 1 });

  const { value, error, log } = await invoke('slow-start');

  expect(error).toBeUndefined();
  expect(value).toBeGreaterThan(0);
  const initMs = Number(/Init Duration: ([\d.]+) ms/.exec(log)?.[1]);
  expect(initMs).toBeGreaterThan(1200);
  expect(Number(/\tDuration: ([\d.]+) ms/.exec(log)?.[1])).toBeLessThan(initMs);
});

/** Cuts before each message that starts with `prefix`. */
function split(messages: readonly string[], prefix: string): string[][] {
  const parts: string[][] = [[]];
  for (const message of messages) {
    if (message.startsWith(prefix)) parts.push([]);
    parts.at(-1)?.push(message);
  }
  return parts;
}
