import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { DevReport } from '@darkroom/cli/dev/dev-loop';
import { type Dev, startDev } from '@darkroom/cli/dev/start-dev';
import { session } from '@darkroom/localstack-client';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { copyWorkspace, type WorkspaceCopy } from './workspace-copy.ts';

type Change = Parameters<DevReport['live']>[0];

interface Loop extends WorkspaceCopy {
  readonly dev: Dev;
  /** What is live because of an edit. */
  live(file: string, change: (text: string) => string): Promise<Change>;
  /** What is refused because of it. */
  refused(file: string, change: (text: string) => string): Promise<string>;
}

async function startLoop(): Promise<Loop> {
  const workspace = await copyWorkspace();
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-dev-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const changes: Change[] = [];
  const refusals: string[] = [];
  const dev = await startDev({
    root: workspace.folder,
    folder,
    port: 0,
    dataDir: join(folder, 'data'),
    progress: { show() {}, clear() {} },
    signal: new AbortController().signal,
    report: {
      live: (change) => void changes.push(change),
      refused: (name, error) =>
        void refusals.push(`${name}: ${error instanceof Error ? error.message : error}`),
    },
  });
  onTestFinished(() => dev.close());
  /** The first result that comes after an edit. */
  async function next<T>(results: T[], edited: Promise<void>): Promise<T> {
    const before = results.length;
    await edited;
    await expect.poll(() => results.length, { timeout: 120_000 }).toBeGreaterThan(before);
    return results[before] as T;
  }
  return {
    ...workspace,
    dev,
    live: (file, change) => next(changes, workspace.edit(file, change)),
    refused: (file, change) => next(refusals, workspace.edit(file, change)),
  };
}

const openApiSchema = z.object({ info: z.object({ description: z.string() }) });
const announcedSchema = z.object({ id: z.string() });

const app = 'packages/functions/images-api/src/app.ts';
const describedAs = (text: string) => (source: string) =>
  source.replace(/Images in, [\w ]*\./, `Images in, ${text}.`);

test('what is saved is live, what is broken leaves the last good code, and a changed configuration is deployed', async () => {
  const { dev, live, refused } = await startLoop();
  const { apiUrl, prefix } = dev.stack;
  const lambda = session(dev.stack).client(LambdaClient);
  const described = async () => {
    const document = await (await fetch(`${apiUrl}/openapi.json`)).json();
    return openApiSchema.parse(document).info.description;
  };
  const configurationOf = (name: string) =>
    lambda.send(new GetFunctionConfigurationCommand({ FunctionName: `${prefix}-${name}` }));
  const announce = () =>
    fetch(`${apiUrl}/images`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ filename: 'kept.jpg', contentType: 'image/jpeg', bytes: 100 }),
    });
  const { id } = announcedSchema.parse(await (await announce()).json());
  expect(await described()).toBe('Images in, variants out.');

  const saved = await live(app, describedAs('edited'));
  expect(saved).toMatchObject({ functions: ['images-api'], stack: false });
  expect(await described()).toBe('Images in, edited.');

  expect(await refused(app, (text) => `${text}\nconst broken = ;`)).toMatch(/^images-api: .*Unexpected ";"/s);
  expect(await described()).toBe('Images in, edited.');
  await live(app, (text) => describedAs('mended')(text.replace('const broken = ;', '')));
  expect(await described()).toBe('Images in, mended.');

  const shared = await live('packages/core/catalog/src/errors.ts', (text) =>
    text.replace('return this.constructor.name;', "return this.constructor.name || 'edited';"),
  );
  expect(shared.functions).toEqual(expect.arrayContaining(['images-api', 'process-upload']));
  expect(shared.functions).not.toContain('deliver-webhooks');

  const before = await configurationOf('record-failure');
  const deployed = await live('darkroom.config.ts', (text) =>
    text.replace("name: 'darkroom',", "name: 'darkroom',\n  functions: { imagesApi: { memoryMb: 600 } },"),
  );
  expect(deployed.stack).toBe(true);
  expect(await configurationOf('images-api')).toMatchObject({ MemorySize: 600 });
  expect((await configurationOf('record-failure')).MemorySize).toBe(before.MemorySize);

  const wrong = await refused('darkroom.config.ts', (text) => text.replace('memoryMb: 600', 'memoryMb: 6'));
  expect(wrong).toContain('functions.imagesApi.memoryMb');
  expect(await configurationOf('images-api')).toMatchObject({ MemorySize: 600 });

  expect((await fetch(`${apiUrl}/images/${id}`)).status).toBe(200); // announced before all these
}, 300_000);
