import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { expect, onTestFinished, test } from 'vitest';
import { startLambda } from '../testing/start-lambda.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** Node.js's own debugger at its command line, attached to a port. */
function attach(port: number): { process: ChildProcess; output: () => string; enter(line: string): void } {
  const debug = spawn(process.execPath, ['inspect', `127.0.0.1:${port}`], { stdio: 'pipe' });
  onTestFinished(() => void debug.kill('SIGKILL'));
  let output = '';
  debug.stdout.on('data', (chunk) => {
    output += chunk;
  });
  return { process: debug, output: () => output, enter: (line) => void debug.stdin.write(`${line}\n`) };
}

const listens = async (port: number) => {
  const answer = await fetch(`http://127.0.0.1:${port}/json/list`).catch(() => undefined);
  return answer?.ok ?? false;
};

test('a debugged function waits for its debugger without a time limit, one event at a time, after changes too', async () => {
  const port = await freePort();
  const { create, invoke, lambda } = await startLambda({ lambda: { inspect: { debugged: port } } });
  await create(
    'debugged',
    'export const handler = async ({ at }) => {\n  debugger;\n  return [at, process.pid];\n};',
    {
      Timeout: 1,
    },
  );
  const events = Promise.all([invoke('debugged', { at: 1 }), invoke('debugged', { at: 2 })]);
  await expect.poll(() => listens(port)).toBe(true);
  const debug = attach(port);
  await expect.poll(debug.output, { timeout: 20_000 }).toMatch(/break in .*index\.mjs:2/s);
  const pausedAt = performance.now();
  await expect.poll(() => performance.now() - pausedAt, { timeout: 5000 }).toBeGreaterThan(1200); // over the function's limit
  for (const stops of [1, 2]) {
    await expect.poll(() => debug.output().split(/break in/).length - 1, { timeout: 20_000 }).toBe(stops);
    debug.enter('cont');
  }
  const [first, second] = await events;
  expect([first.error, second.error]).toEqual([undefined, undefined]);
  expect([first.value[0], second.value[0]]).toEqual([1, 2]);
  expect(second.value[1]).toBe(first.value[1]);
  debug.process.kill('SIGKILL');

  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'debugged', Timeout: 2 }));
  const later = invoke('debugged', { at: 3 });
  await expect.poll(() => listens(port), { timeout: 20_000 }).toBe(true);
  const again = attach(port);
  await expect.poll(again.output, { timeout: 20_000 }).toContain('break in');
  again.enter('cont');
  expect((await later).value).toEqual([3, expect.any(Number)]);
});
