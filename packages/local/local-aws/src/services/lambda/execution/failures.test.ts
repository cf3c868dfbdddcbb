import { expect, test } from 'vitest';
import { isRunning, patience } from '../testing/processes.ts';
import { startLambda } from '../testing/start-lambda.ts';

const pid = 'if (event.pid) return process.pid;';

test('a handler that throws answers with the type, the message and the trace of its error', async () => {
  const { create, invoke } = await startLambda();
  await create(
    'throws',
    `export const handler = async (event) => { ${pid} throw new RangeError('too big'); };`,
  );

  const before = (await invoke('throws', { pid: true })).value;
  const { value, error, log } = await invoke('throws');

  expect(error).toBe('Unhandled');
  expect(value).toMatchObject({ errorType: 'RangeError', errorMessage: 'too big' });
  expect(value.trace).toEqual(expect.arrayContaining([expect.stringContaining('index.mjs')]));
  expect(log).toContain('Invoke Error');
  expect((await invoke('throws', { pid: true })).value).toBe(before); // an error is no crash
});

test('a timeout kills the process, and the next event gets a fresh one', async () => {
  const { create, invoke } = await startLambda();
  const source = `export const handler = async (event) => { ${pid} for (;;); };`;
  await create('hangs', source, { Timeout: 1 });
  const before = (await invoke('hangs', { pid: true })).value;

  const { value, error, log, requestId } = await invoke('hangs');

  expect(error).toBe('Unhandled');
  const errorMessage = `RequestId: ${requestId} Error: Task timed out after 1.00 seconds`;
  expect(value).toEqual({ errorType: 'Sandbox.Timedout', errorMessage });
  expect(log).toMatch(new RegExp(`Z ${requestId} Task timed out after 1.00 seconds`));
  expect(log).toMatch(/Duration: 1000\.00 ms\t.*Status: timeout/);
  expect(isRunning(before)).toBe(false);
  expect((await invoke('hangs', { pid: true })).value).not.toBe(before);
});

test('more memory than the function has kills the process', async () => {
  const { create, invoke } = await startLambda();
  const source = `const kept = [];
    export const handler = async (event) => {
      for (;;) {
        kept.push(Buffer.alloc(10_000_000, 1));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };`;
  await create('greedy', source, { MemorySize: 128, Timeout: 30 });

  const { value, error, log } = await invoke('greedy');

  expect(error).toBe('Unhandled');
  expect(value.errorType).toBe('Runtime.ExitError');
  expect(value.errorMessage).toMatch(/^RequestId: \S+ Error: Runtime exited with error: signal: killed$/);
  expect(log).toContain('Memory Size: 128 MB\tMax Memory Used: 128 MB');
});

test.each([
  ['process.exit(3)', 'Runtime exited with error: exit status 3'],
  ['process.exit(0)', 'Runtime exited without providing a reason'],
])('%s in a handler is an error for its caller alone', async (crash, reason) => {
  const { create, invoke } = await startLambda();
  await create('exits', `export const handler = async (event) => { ${pid} ${crash}; };`);
  const before = (await invoke('exits', { pid: true })).value;

  const { value, requestId } = await invoke('exits');

  expect(value).toEqual({
    errorType: 'Runtime.ExitError',
    errorMessage: `RequestId: ${requestId} Error: ${reason}`,
  });
  expect((await invoke('exits', { pid: true })).value).not.toBe(before);
});

test('an environment that dies between two events is replaced before anyone notices', async () => {
  const { create, invoke } = await startLambda();
  await create(
    'dies-later',
    `export const handler = async () => { setTimeout(process.exit, 20); return process.pid; };`,
  );
  const { value: first } = await invoke('dies-later');
  await expect.poll(() => isRunning(first), patience).toBe(false);

  const { value: second, error } = await invoke('dies-later');

  expect(error).toBeUndefined();
  expect(second).not.toBe(first);
});

test('an error that nobody awaits ends the process, and the caller is told', async () => {
  const { create, invoke } = await startLambda();
  const source = `export const handler = () => new Promise(() => { Promise.reject(new Error('lost')); });`;
  await create('rejects', source);

  const { value, error } = await invoke('rejects');

  expect(error).toBe('Unhandled');
  expect(value).toMatchObject({
    errorType: 'Runtime.UnhandledPromiseRejection',
    errorMessage: 'Error: lost',
  });
});

test.each([
  ['throw new TypeError("no config");', 'TypeError', 'no config'],
  ['export const handler = ;', 'Runtime.UserCodeSyntaxError', 'SyntaxError'],
  ['export const other = 1;', 'Runtime.HandlerNotFound', 'index.handler is undefined or not exported'],
  ['process.exit(4);', 'Runtime.ExitError', 'Runtime exited with error: exit status 4'],
])('a module that cannot be loaded fails each of its invocations: %s', async (source, type, message) => {
  const { create, invoke } = await startLambda();
  await create('broken', source);

  for (let attempt = 0; attempt < 2; attempt++) {
    const { value, error, log } = await invoke('broken');
    expect(error).toBe('Unhandled');
    expect(value.errorType).toBe(type);
    expect(value.errorMessage).toContain(message);
    expect(log).toMatch(/END RequestId: .*\nREPORT/);
  }
});
