import { execFile, spawn, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { logGroupName, startLogs } from './testing/start-logs.ts';

const run = promisify(execFile);
const version = /^aws-cli\/(\d)/.exec(
  spawnSync('aws', ['--version'], { encoding: 'utf8' }).stdout ?? '',
)?.[1];
if (version !== '2')
  console.warn(`Skipped: \`aws logs tail\` needs the AWS CLI 2, here is ${version ?? 'none'}.`);

async function startWithCli() {
  const started = await startLogs();
  const env = {
    ...process.env,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_DEFAULT_REGION: started.aws.region,
    PYTHONUNBUFFERED: '1',
  };
  const logs = ['--endpoint-url', started.aws.endpoint, 'logs'];
  return { ...started, env, logs, tail: [...logs, 'tail', logGroupName, '--since', '1h'] };
}

describe.skipIf(version === undefined)('through any AWS CLI', () => {
  test('`logs filter-log-events` prints what matches', { timeout: 60_000 }, async () => {
    const { env, logs, createStream, write } = await startWithCli();
    await createStream('main');
    await write('main', [Date.now(), '{"level":"INFO"}'], [Date.now(), '{"level":"ERROR"}']);

    const pattern = ['--filter-pattern', '{ $.level = "ERROR" }'];
    const query = ['--query', 'events[].message', '--output', 'text'];
    const filter = ['filter-log-events', '--log-group-name', logGroupName, ...pattern, ...query];
    const { stdout } = await run('aws', [...logs, ...filter], { env });

    expect(stdout.trim()).toBe('{"level":"ERROR"}');
  });
});

describe.skipIf(version !== '2')('through the AWS CLI 2', () => {
  test('`logs tail --since 1h` prints the events of the last hour', { timeout: 60_000 }, async () => {
    const { env, tail, createStream, write } = await startWithCli();
    await createStream('main');
    await write('main', [Date.now() - 2 * 60 * 60 * 1000, 'long ago'], [Date.now() - 1000, 'just now']);

    const { stdout } = await run('aws', tail, { env });

    expect(stdout).toMatch(/ main just now\n$/);
    expect(stdout).not.toContain('long ago');
  });

  test('`logs tail --follow` goes on with what is written later', { timeout: 60_000 }, async () => {
    const { env, tail, createStream, write } = await startWithCli();
    await createStream('main');
    await write('main', [Date.now(), 'before']);
    const following = spawn('aws', [...tail, '--follow'], { env });
    onTestFinished(() => void following.kill());
    let printed = '';
    following.stdout.on('data', (text) => (printed += text));
    await expect.poll(() => printed, { timeout: 30_000 }).toContain('before');

    await write('main', [Date.now(), 'after']);

    await expect.poll(() => printed, { timeout: 30_000 }).toContain('after');
    expect(printed.match(/before/g)).toHaveLength(1);
  });
});
