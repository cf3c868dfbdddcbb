import {
  DeleteFunctionCommand,
  PutFunctionConcurrencyCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { createGate, gatedHandler } from '../testing/gate.ts';
import { isRunning, patience } from '../testing/processes.ts';
import { startLambda } from '../testing/start-lambda.ts';
import { zipOf } from '../testing/zip-of.ts';

const FunctionName = 'gated';
const settings = { Timeout: 30 };

test('ten events at the same time run in ten environments at the same time', async () => {
  const { create, invoke } = await startLambda();
  await create(FunctionName, gatedHandler, settings);
  const gate = await createGate();

  const invocations = Array.from({ length: 10 }, () => invoke(FunctionName, gate.event));
  await gate.holds(10);
  await gate.open();

  const pids = (await Promise.all(invocations)).map(({ value }) => value);
  expect(new Set(pids).size).toBe(10);
  for (let event = 0; event < 3; event++) expect(pids).toContain((await invoke(FunctionName)).value);
});

test('events one after the other share an environment', async () => {
  const { create, invoke } = await startLambda();
  await create(FunctionName, gatedHandler);

  const pids = new Set<number>();
  for (let event = 0; event < 5; event++) pids.add((await invoke(FunctionName)).value);

  expect(pids.size).toBe(1);
});

test('an idle environment is ended after a while', async () => {
  const { create, invoke } = await startLambda({ lambda: { idleTimeoutMs: 50 } });
  await create(FunctionName, gatedHandler);

  const { value: pid } = await invoke(FunctionName);

  await expect.poll(() => isRunning(pid), patience).toBe(false);
});

test('new code takes every later event, while busy environments finish theirs and end', async () => {
  const { lambda, create, invoke } = await startLambda();
  await create(FunctionName, gatedHandler, settings);
  const gate = await createGate();
  const { value: idle } = await invoke(FunctionName);
  const busy = Promise.all([invoke(FunctionName, gate.event), invoke(FunctionName, gate.event)]);
  await gate.holds(2);

  const ZipFile = await zipOf({ 'index.mjs': 'export const handler = async () => "new";' });
  await lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile }));

  expect((await invoke(FunctionName)).value).toBe('new');
  await gate.open();
  const answers = await busy;
  expect(answers.map(({ error }) => error)).toEqual([undefined, undefined]);
  for (const pid of [idle, ...answers.map(({ value }) => value)]) {
    await expect.poll(() => isRunning(pid), patience).toBe(false);
  }
});

test('a function that is deleted leaves no process', async () => {
  const { lambda, create, invoke } = await startLambda();
  await create(FunctionName, gatedHandler);
  const { value: pid } = await invoke(FunctionName);

  await lambda.send(new DeleteFunctionCommand({ FunctionName }));

  await expect.poll(() => isRunning(pid), patience).toBe(false);
});

test('beyond its reserved concurrency a function is throttled, and beyond the account every one is', async () => {
  const { lambda, create, invoke } = await startLambda({ lambda: { concurrency: 2 } });
  await create(FunctionName, gatedHandler, settings);
  await create('other', gatedHandler, settings);
  const gate = await createGate();
  const reserved = { FunctionName, ReservedConcurrentExecutions: 1 };
  await lambda.send(new PutFunctionConcurrencyCommand(reserved));

  const first = invoke(FunctionName, gate.event);
  await gate.holds(1);
  await expect(invoke(FunctionName)).rejects.toMatchObject({
    name: 'TooManyRequestsException',
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
    $metadata: { httpStatusCode: 429 },
  });
  const second = invoke('other', gate.event);
  await gate.holds(2);
  await expect(invoke('other')).rejects.toMatchObject({
    name: 'TooManyRequestsException',
    Reason: 'ConcurrentInvocationLimitExceeded',
  });

  await gate.open();
  await Promise.all([first, second]);
  expect((await invoke(FunctionName)).error).toBeUndefined();
});
