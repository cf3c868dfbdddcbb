import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect, onTestFinished, test } from 'vitest';
import { synthesizeWith } from './testing/synthesize-with.ts';
import { readUnbuilt } from './unbuilt-function.ts';

const manifestOf = (name: string) => ({
  name,
  description: name,
  handler: 'index.handler',
  environment: {},
  permissions: [],
  trigger: { step: true },
});
const steps = [
  { name: 'first', function: 'judge', after: 'decode', timeoutSeconds: 7, concurrency: 3 },
  { name: 'second', function: 'tagger', after: 'ready' },
] as const;
const synthesized = (functions: readonly string[]) =>
  synthesizeWith({ steps: [...steps] }, {}, 'any', functions.map(manifestOf));

test('each step’s function is invoked by the one function that asks it, within its time and concurrency', async () => {
  const { resource } = await synthesized(['judge', 'tagger', 'nobody']);
  const functions = Object.values(resource.aws_lambda_function ?? {});
  const named = (name: string) =>
    functions.find(({ function_name }) => function_name === `darkroom-test-${name}`);
  expect(named('judge')).toMatchObject({ timeout: 7, reserved_concurrent_executions: 3 });
  expect(named('tagger')).toMatchObject({ timeout: 10 });
  expect(named('nobody')).toBeUndefined();

  const policies = Object.entries(resource.aws_iam_role_policy ?? {});
  const invokersOf = (name: string) =>
    policies.flatMap(([key, { policy }]) => {
      const { Statement } = JSON.parse(String(policy)) as {
        Statement: { Action: unknown; Resource: unknown }[];
      };
      const invokes = Statement.some(
        ({ Action, Resource }) =>
          JSON.stringify(Action).includes('lambda:InvokeFunction') &&
          JSON.stringify(Resource).includes(`aws_lambda_function.${name}_function`),
      );
      return invokes ? [key.split('_')[0]] : [];
    });
  expect(invokersOf('judge')).toEqual(['process-upload']);
  expect(invokersOf('tagger')).toEqual(['run-steps']);
  expect(invokersOf('run-steps')).toEqual(['ready-steps']); // where the answers of tagger go
  const configured = Object.values(resource.aws_lambda_function_event_invoke_config ?? {});
  expect(configured.filter((block) => JSON.stringify(block).includes('on_success'))).toHaveLength(1);
});

test('a step without its function is refused by name, and without steps there is nothing for them', async () => {
  await expect(synthesized(['judge'])).rejects.toMatchObject({ code: 'UnknownStepFunction' });
  expect(JSON.stringify((await synthesizeWith()).resource)).not.toMatch(/run-steps|ready-steps/);
});

test('function.json and the folder code are a function in any language, the same zip each time', async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'darkroom-unbuilt-')), 'colour');
  onTestFinished(() => rm(join(folder, '..'), { recursive: true }));
  await mkdir(join(folder, 'code/lib'), { recursive: true });
  await writeFile(join(folder, 'code/bootstrap'), '#!/bin/sh');
  await writeFile(join(folder, 'code/lib/a.txt'), 'a');
  const write = (manifest: object) => writeFile(join(folder, 'function.json'), JSON.stringify(manifest));
  await write({ ...manifestOf('colour'), runtime: 'provided.al2023' });
  const { runtime, artifact } = readUnbuilt(folder);
  expect(runtime).toBe('provided.al2023');
  expect(readUnbuilt(folder).artifact).toEqual(artifact);
  const files = unzipSync(await readFile(join(folder, 'dist/function.zip')));
  expect(Object.keys(files)).toEqual(['bootstrap', 'lib/a.txt']);

  for (const wrong of [manifestOf('colour'), { ...manifestOf('other'), runtime: 'python3.13' }]) {
    await write(wrong);
    expect(() => readUnbuilt(folder)).toThrow(/function\.json is not valid:\n.*(runtime|name)/s);
  }
});
