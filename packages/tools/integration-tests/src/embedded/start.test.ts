import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtConfig, roleName } from '@darkroom/infra';
import type { FaultInput } from '@darkroom/local-aws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { photo } from '../photo.ts';
import { darkroom, type Run } from './darkroom-command.ts';
import { freePort } from './free-port.ts';

let folder: string;
const long = 'long'.repeat(60);
const tooLong = join(long, long, long, long, long, 'photo.jpg');
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'darkroom-start-'));
  await mkdir(join(folder, 'tmp'));
  await mkdir(join(folder, 'more'));
  await writeFile(join(folder, 'photo.jpg'), await photo(640, 480));
  await writeFile(join(folder, 'more/ü +x%.jpg'), await photo(320, 240));
  await writeFile(join(folder, 'more/photo.jpg'), await photo(32, 24));
  await writeFile(join(folder, 'notes.jpg'), 'no image');
  await mkdir(join(folder, long, long, long, long, long), { recursive: true });
  await writeFile(join(folder, tooLong), await photo(32, 24));
});
afterAll(() => rm(folder, { recursive: true }));

function startIn(userFolder: string, ...args: string[]): Run {
  return darkroom(['start', ...args], { INIT_CWD: userFolder, TMPDIR: join(folder, 'tmp') });
}

function start(...args: string[]): Run {
  return startIn(folder, ...args);
}

const documentSchema = z.strictObject({
  api: z.url(),
  images: z.array(
    z.strictObject({
      id: z.string(),
      key: z.string(),
      status: z.string(),
      reason: z.string().optional(),
      width: z.int().optional(),
      height: z.int().optional(),
      format: z.string().optional(),
      bytes: z.int(),
      url: z.url().optional(),
      thumbnail: z.url().optional(),
      variants: z.array(
        z.strictObject({
          preset: z.string(),
          format: z.string(),
          width: z.int(),
          height: z.int(),
          bytes: z.int(),
          url: z.url(),
        }),
      ),
      ms: z.number(),
    }),
  ),
  timings: z.strictObject({ bootMs: z.number(), deployMs: z.number(), processMs: z.number() }),
});

test('--once --json prints one document on stdout, ends with 1 when an image failed, and leaves nothing behind', async () => {
  const run = start('--once', '--json', '--port', '0', 'photo.jpg', 'more/ü +x%.jpg', 'notes.jpg');
  expect(await run.ended).toBe(1);
  const { images } = documentSchema.parse(JSON.parse(run.output.stdout));
  expect(images.map(({ key, status, width }) => [key, status, width])).toEqual([
    ['photo.jpg', 'ready', 640],
    ['more/ü +x%.jpg', 'ready', 320],
    ['notes.jpg', 'failed', undefined],
  ]);
  expect(images[2]?.reason).toContain('image');
  expect(await readdir(join(folder, 'tmp'))).toEqual([]);
});

test('a file that is named twice is one photo', async () => {
  const run = start('--once', '--json', '--port', '0', 'photo.jpg', join(folder, 'photo.jpg'), './photo.jpg');
  expect(await run.ended).toBe(0);
  const { images } = documentSchema.parse(JSON.parse(run.output.stdout));
  expect(images.map(({ key }) => key)).toEqual(['photo.jpg']);
});

test('a photo that is gone when its turn comes fails alone', async () => {
  await writeFile(join(folder, 'gone.jpg'), await photo(32, 24));
  const run = start('--once', '--json', '--port', '0', 'gone.jpg', 'photo.jpg');
  await expect.poll(() => run.output.stderr, { timeout: 60_000, interval: 5 }).toContain('Starting');
  await rm(join(folder, 'gone.jpg'));
  expect(await run.ended).toBe(1);
  const { images } = documentSchema.parse(JSON.parse(run.output.stdout));
  expect(images).toMatchObject([
    { key: 'gone.jpg', status: 'failed', reason: expect.stringContaining('ENOENT') },
    { key: 'photo.jpg', status: 'ready' },
  ]);
});

/** Starts with faults that are there before the first photo is. */
async function startWithFaults(faults: readonly FaultInput[]): Promise<Run> {
  const port = await freePort();
  const run = start('--once', '--json', '--port', String(port), 'photo.jpg');
  const request = { method: 'POST', body: JSON.stringify(faults) };
  const inject = async () => (await fetch(`http://127.0.0.1:${port}/_local/faults`, request)).ok;
  await expect.poll(inject, { timeout: 60_000, interval: 5 }).toBe(true);
  return run;
}

test('a function that fails is told at once, and when Lambda gives up the photo has failed for its error', async () => {
  const { name, region } = builtConfig();
  const functionName = `${name}-dev-process-upload`;
  const role = roleName(functionName, region);
  const run = await startWithFaults([{ service: 's3', operation: 'GetObject', role, errorRate: 1 }]);
  await expect
    .poll(() => run.output.stderr, { timeout: 60_000 })
    .toContain(`${functionName} failed, Lambda retries in 1 s: SlowDown`);
  expect(run.output.stdout).toBe('');
  expect(await run.ended).toBe(1);
  const { images } = documentSchema.parse(JSON.parse(run.output.stdout));
  expect(images).toMatchObject([
    { key: 'photo.jpg', status: 'failed', reason: expect.stringContaining('SlowDown'), variants: [] },
  ]);
  expect(await readdir(join(folder, 'tmp'))).toEqual([]);
});

test('an API whose function always dies is not waited for', async () => {
  const { name, region } = builtConfig();
  const role = roleName(`${name}-dev-images-api`, region);
  const died = { service: 'dynamodb', operation: 'Query', role, crashAt: 1 };
  const run = await startWithFaults(Array.from({ length: 100 }, () => died)); // each ends with its crash
  expect(await run.ended).toBe(1);
  const { images } = documentSchema.parse(JSON.parse(run.output.stdout));
  expect(images).toMatchObject([
    { key: 'photo.jpg', status: 'failed', reason: expect.stringContaining('functions.imagesApi') },
  ]);
});

test('it stays up and serves the gallery until it is interrupted, then leaves no process and no folder', async () => {
  const run = start('--json', '--port', '0', 'photo.jpg');
  await expect.poll(() => run.output.stdout, { timeout: 60_000 }).toContain('\n');
  const { api, images } = documentSchema.parse(JSON.parse(run.output.stdout));
  expect(await (await fetch(`${api}/`)).text()).toContain('Darkroom');
  expect((await fetch(images[0]?.variants[0]?.url ?? '')).status).toBe(200);

  run.process.kill('SIGINT');
  expect(await run.ended).toBe(0);
  await expect(fetch(`${api}/`)).rejects.toThrow();
  expect(await readdir(join(folder, 'tmp'))).toEqual([]);
});

test.each([
  ['starts', 'Starting the embedded cloud'],
  ['deploys', 'Deploying the stack'],
  ['processes photos', 'Processing: 0'],
])('an impatient double Ctrl-C while it %s leaves no folder', async (_, message) => {
  const run = start('--once', '--port', '0', 'photo.jpg');
  await expect.poll(() => run.output.stderr, { timeout: 60_000, interval: 5 }).toContain(message);
  run.process.kill('SIGINT');
  run.process.kill('SIGINT');
  expect(await run.ended).toBe(130);
  await expect.poll(() => readdir(join(folder, 'tmp'))).toEqual([]);
});

test('--once that is interrupted before its photos are done does not end as if they were', async () => {
  const run = start('--once', '--port', '0', 'photo.jpg');
  await expect.poll(() => run.output.stderr, { timeout: 60_000, interval: 5 }).toContain('Deploying');
  run.process.kill('SIGINT');
  expect(await run.ended).toBe(130);
  expect(run.output.stdout).toBe('');
  expect(run.output.stderr).not.toMatch(/error/i);
  expect(await readdir(join(folder, 'tmp'))).toEqual([]);
});

test('data that another run uses is an error that names the folder', async () => {
  const shared = join(folder, 'shared data');
  const first = start('--json', '--port', '0', '--data-dir', shared, 'photo.jpg');
  await expect.poll(() => first.output.stdout, { timeout: 60_000 }).toContain('\n');
  const second = start('--once', '--port', '0', '--data-dir', shared, 'photo.jpg');
  expect(await second.ended).toBe(1);
  expect(second.output.stderr).toContain(`uses ${shared}`);
  first.process.kill('SIGINT');
  expect(await first.ended).toBe(0);
});

test('--data-dir, which the user names from where they are, keeps images between runs', async () => {
  const kept = ['--json', '--port', '0', '--data-dir', 'data'];
  expect(await start('--once', ...kept, 'photo.jpg').ended).toBe(0);
  const run = start(...kept, 'more/ü +x%.jpg');
  await expect.poll(() => run.output.stdout, { timeout: 60_000 }).toContain('\n');
  const { api } = documentSchema.parse(JSON.parse(run.output.stdout));
  const list = z.object({ images: z.array(z.object({ key: z.string(), status: z.string() })) });
  const { images } = list.parse(await (await fetch(`${api}/images`)).json());
  expect(images).toEqual([
    { key: 'more/ü +x%.jpg', status: 'ready' },
    { key: 'photo.jpg', status: 'ready' },
  ]);
  run.process.kill('SIGTERM');
  expect(await run.ended).toBe(0);
  expect(await readdir(join(folder, 'data'))).toContain('documents');
});

test.each([
  [['--port', '99999'], 'Expected 0 to 65535.'],
  [['--colour', 'red'], "unknown option '--colour'"],
  [
    ['--data-dir', 'photo.jpg'],
    'photo.jpg cannot keep data: it is a file. Choose another folder with --data-dir',
  ],
])('%j is wrong usage', async (options, message) => {
  const run = start('--once', ...options);
  expect(await run.ended).toBe(2);
  expect(run.output.stderr).toContain(message);
});

test('a taken port is an error that names it and says what to do', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const run = start('--once', '--port', String(port), 'photo.jpg');
  expect(await run.ended).toBe(1);
  expect(run.output.stderr).toContain(`Port ${port} is in use`);
  expect(run.output.stderr).toContain('--port');
  server.close();
});

test.each([
  ['nowhere.jpg', 'There is no file nowhere.jpg'],
  ['tmp', 'There is no photo in tmp'],
  ['/dev/zero', '/dev/zero is not a file'],
  ['no\x1b[2Jwhere.jpg', 'There is no file no\\u001b[2Jwhere.jpg'],
])('%j is refused before anything starts', async (path, message) => {
  const run = start('--once', path);
  expect(await run.ended).toBe(2);
  expect(run.output.stderr).toContain(message);
});

test('a path that makes no key of S3 is refused, before other photos are processed', async () => {
  const run = start('--once', 'photo.jpg', tooLong);
  expect(await run.ended).toBe(2);
  expect(run.output.stderr).toContain('is too long: S3 accepts keys of up to 1024 bytes');
  expect(run.output.stderr).not.toContain('Starting');
});

test('two files that would be one image are refused', async () => {
  const run = startIn(join(folder, 'more'), '--once', 'photo.jpg', '../photo.jpg');
  expect(await run.ended).toBe(2);
  expect(run.output.stderr).toContain('photo.jpg and ../photo.jpg would both be photo.jpg in the bucket');
});
