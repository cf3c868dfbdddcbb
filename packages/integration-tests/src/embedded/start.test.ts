import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { photo } from '../photo.ts';
import { darkroom, type Run } from './darkroom-command.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'darkroom-start-'));
  await mkdir(join(folder, 'tmp'));
  await mkdir(join(folder, 'more'));
  await writeFile(join(folder, 'photo.jpg'), await photo(640, 480));
  await writeFile(join(folder, 'more/ü +x%.jpg'), await photo(320, 240));
  await writeFile(join(folder, 'notes.jpg'), 'no image');
});
afterAll(() => rm(folder, { recursive: true }));

function start(...args: string[]): Run {
  return darkroom(['start', ...args], { INIT_CWD: folder, TMPDIR: join(folder, 'tmp') });
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
  [['--data-dir', 'photo.jpg'], 'photo.jpg cannot keep data: it is a file. Choose another folder: --data-dir'],
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
  expect(run.output.stderr).toContain(`Port ${port} is taken`);
  expect(run.output.stderr).toContain('--port');
  server.close();
});

test.each([
  ['nowhere.jpg', 'There is no file nowhere.jpg'],
  ['more', 'more is a folder'],
])('%s is refused before anything starts', async (path, message) => {
  const run = start('--once', path);
  expect(await run.ended).toBe(2);
  expect(run.output.stderr).toContain(message);
});
