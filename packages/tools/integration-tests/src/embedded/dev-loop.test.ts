import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { DevReport } from '@darkroom/cli/dev/dev-loop';
import { type Dev, startDev } from '@darkroom/cli/dev/start-dev';
import { session } from '@darkroom/localstack-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { photo } from '../photo.ts';
import { followDocument, lineOf } from './follow-document.ts';
import { copyWorkspace, type WorkspaceCopy } from './workspace-copy.ts';

type Change = Parameters<DevReport['live']>[0];

const slow = 600_000; // compiling is much work for a machine that does other things, too

const checkout = fileURLToPath(new URL('../../../../..', import.meta.url));
const document = 'docs/add-a-function.md';

let workspace: WorkspaceCopy;
let written: readonly string[];
let folder: string;
let dev: Dev;
const changes: Change[] = [];
const refusals: string[] = [];
const mistyped: { readonly faults: readonly string[]; readonly held: readonly string[] }[] = [];

beforeAll(async () => {
  workspace = await copyWorkspace();
  written = await followDocument(document, workspace.folder);
  const preset = await lineOf(document, 'square:');
  await workspace.edit('darkroom.config.ts', (text) =>
    text.replace('  presets: {\n', `  presets: {\n${preset}\n`),
  );
  folder = await mkdtemp(join(tmpdir(), 'darkroom-dev-'));
  dev = await startDev({
    root: workspace.folder,
    folder,
    port: 0,
    dataDir: join(folder, 'data'),
    progress: { show() {}, clear() {} },
    signal: new AbortController().signal,
    report: {
      types: (faults, held) => void mistyped.push({ faults: faults.map(({ text }) => text), held }),
      live: (change) => void changes.push(change),
      refused: (name, error) =>
        void refusals.push(`${name}: ${error instanceof Error ? error.message : error}`),
    },
  });
}, slow);
afterAll(async () => {
  await dev?.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  await workspace.remove();
}, slow);

/** The first result that comes after an edit. */
async function after<T>(results: readonly T[], file: string, change: (text: string) => string): Promise<T> {
  const before = results.length;
  await workspace.edit(file, change);
  await expect.poll(() => results.length, { timeout: slow }).toBeGreaterThan(before);
  return results[before] as T;
}
const live = (file: string, change: (text: string) => string) => after(changes, file, change);
const refused = (file: string, change: (text: string) => string) => after(refusals, file, change);

async function ask<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  return schema.parse(await (await fetch(`${dev.stack.apiUrl}${path}`)).json());
}
/** What the compiler says when it writes the declarations of a package; other packages are their sources. */
async function typesOf(root: string, project: string): Promise<string> {
  const sources = ['--customConditions', '@darkroom/source', '--rootDir', root];
  const args = ['-p', project, ...sources, '--outDir', join(folder, 'declarations')];
  const told = await promisify(execFile)(join(checkout, 'node_modules/.bin/tsc'), args, { cwd: root }).catch(
    (error: { stdout: string }) => error,
  );
  return told.stdout;
}
const daysSchema = z.record(z.iso.date(), z.int());
const openApiSchema = z.object({ info: z.object({ description: z.string() }) });
const imagesSchema = z.object({ images: z.array(z.object({ id: z.string() })) });
const imageSchema = z.object({ variants: z.array(z.object({ preset: z.string() })) });

test(
  'the function, the route and the preset of docs/add-a-function.md work as it says',
  async () => {
    const s3 = session(dev.stack).client(S3Client);
    const Bucket = dev.stack.originalsBucket;
    await s3.send(new PutObjectCommand({ Bucket, Key: 'own.jpg', Body: await photo() }));
    await expect
      .poll(async () => Object.values(await ask('/days', daysSchema)), { timeout: slow, interval: 500 })
      .toEqual([1]);
    const { images } = await ask('/images', imagesSchema);
    const { variants } = await ask(`/images/${images[0]?.id}`, imageSchema);
    expect(variants.map(({ preset }) => preset)).toContain('square');
  },
  slow,
);

test(
  'the packages of docs/add-a-function.md are what the build accepts',
  async () => {
    const projects = written.filter((path) => path.endsWith('tsconfig.build.json'));
    expect(projects).toHaveLength(2);
    for (const project of projects) expect(await typesOf(workspace.folder, project)).toBe('');
  },
  slow,
);

const app = 'packages/functions/images-api/src/app.ts';
const describedAs = (text: string) => (source: string) =>
  source.replace(/Images in, [\w ]*\./, `Images in, ${text}.`);

test(
  'what is saved is live, what is broken leaves the last good code, and a changed configuration is deployed',
  async () => {
    const lambda = session(dev.stack).client(LambdaClient);
    const described = async () => (await ask('/openapi.json', openApiSchema)).info.description;
    const memoryOf = async (name: string) => {
      const FunctionName = `${dev.stack.prefix}-${name}`;
      return (await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))).MemorySize;
    };
    expect(await described()).toBe('Images in, variants out.');

    const saved = await live(app, describedAs('edited'));
    expect(saved).toMatchObject({ functions: ['images-api'], stack: false });
    expect(await described()).toBe('Images in, edited.');

    expect(await refused(app, (text) => `${text}\nconst broken = ;`)).toMatch(
      /^images-api: .*Unexpected ";"/s,
    );
    expect(await described()).toBe('Images in, edited.');
    await live(app, (text) => describedAs('mended')(text.replace('const broken = ;', '')));
    expect(await described()).toBe('Images in, mended.');

    const numbered = '\nexport const broken: number = "text";';
    const { faults, held } = await after(
      mistyped,
      app,
      (text) => `${describedAs('mistyped')(text)}${numbered}`,
    );
    expect([faults, held]).toEqual([
      [expect.stringMatching(/app\.ts\(\d+,14\): error TS2322/)],
      ['images-api'],
    ]);
    expect(await described()).toBe('Images in, mended.');
    await live(app, (text) => text.replace(numbered, ''));
    expect(await described()).toBe('Images in, mistyped.');
    await expect.poll(() => mistyped.at(-1), { timeout: slow }).toEqual({ faults: [], held: [] });

    const shared = await live('packages/core/catalog/src/errors.ts', (text) =>
      text.replace('return this.constructor.name;', "return this.constructor.name || 'edited';"),
    );
    expect(shared.functions).toEqual(expect.arrayContaining(['images-api', 'process-upload']));
    expect(shared.functions).not.toContain('deliver-webhooks');

    const memory = await memoryOf('record-failure');
    const deployed = await live('darkroom.config.ts', (text) =>
      text.replace('defineConfig({', 'defineConfig({\n  functions: { imagesApi: { memoryMb: 600 } },'),
    );
    expect(deployed.stack).toBe(true);
    expect(await memoryOf('images-api')).toBe(600);
    expect(await memoryOf('record-failure')).toBe(memory);

    const wrong = await refused('darkroom.config.ts', (text) => text.replace('600', '6'));
    expect(wrong).toContain('functions.imagesApi.memoryMb');
    expect(await memoryOf('images-api')).toBe(600);

    expect((await ask('/images', imagesSchema)).images).toHaveLength(1); // the photo of before all these
  },
  slow,
);
