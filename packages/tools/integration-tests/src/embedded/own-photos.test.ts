import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';
import { operatorOf } from './operator.ts';

const resultSchema = z.object({
  photos: z.array(z.object({ file: z.string(), id: z.string(), status: z.string() })),
  complete: z.boolean(),
});
const listSchema = z.object({ images: z.array(z.object({ id: z.string(), key: z.string() })) });

let stack: EmbeddedStack;
let folder: string;
let id: string; // of photo.jpg

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'own-photos-'));
  await mkdir(join(folder, 'photos/below'), { recursive: true });
  await writeFile(join(folder, 'photos/photo.jpg'), await photo(640, 480));
  await writeFile(join(folder, 'photos/below/other.jpg'), await photo(320, 240));
  await writeFile(join(folder, 'photos/readme.txt'), 'not a photo by its name');
  await writeFile(join(folder, 'broken.jpg'), 'not a photo by its bytes');
  stack = await startEmbeddedStack();
});
afterAll(async () => {
  await stack?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs `darkroom` to its end. */
async function run(...args: string[]) {
  const { ended, output } = operatorOf(stack.target).darkroom(...args);
  return { code: await ended, ...output };
}

function uploaded(stdout: string) {
  return resultSchema.parse(JSON.parse(stdout));
}

test('a folder is uploaded with the folders in it, and what a run has uploaded is not sent again', async () => {
  const args = ['upload', join(folder, 'photos'), '--tag', 'beach', '--json'];
  const first = await run(...args);
  const second = await run(...args);

  expect([first.code, second.code]).toEqual([0, 0]);
  const { photos, complete } = uploaded(first.stdout);
  expect(complete).toBe(true);
  expect(photos.map(({ status }) => status)).toEqual(['ready', 'ready']);
  expect(uploaded(second.stdout).photos.map(({ status }) => status)).toEqual(['duplicate', 'duplicate']);
  id = photos.find(({ file }) => file.endsWith('photo.jpg'))?.id ?? '';
});

test('a file that is no image fails with its reason, and with the exit code 1', async () => {
  const { code, stdout, stderr } = await run('upload', join(folder, 'broken.jpg'));

  expect(code).toBe(1);
  expect(stderr).toContain('broken.jpg: The file is not a supported image');
  expect(stdout).toContain('1 failed');
});

test('images are listed by tag and by status, in lines of at most 60 columns', async () => {
  const tagged = await run('ls', '--tag', 'beach', '--json');
  const failed = await run('ls', '--status', 'failed');

  expect(listSchema.parse(JSON.parse(tagged.stdout)).images).toHaveLength(2);
  expect(failed.stdout).toContain('broken.jpg');
  for (const line of failed.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(60);
});

test('an image is shown with its variants', async () => {
  const { code, stdout } = await run('show', id);

  expect(code).toBe(0);
  expect(stdout).toMatch(/original\s+jpeg, 640 × 480/);
  expect(stdout).toMatch(/thumb\s+webp/);
});

test('an address is printed, and signed where it must be, so that it opens', async () => {
  await run('keys', '--add');
  const { stdout } = await run('url', id, 'thumb', 'w_123-blur_8', '--json');

  const { urls } = z.object({ urls: z.array(z.object({ url: z.url() })) }).parse(JSON.parse(stdout));
  const answers = await Promise.all(urls.map(({ url }) => fetch(url)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
});

test('variants are saved in a folder, or the original', async () => {
  const prints = join(folder, 'prints');
  expect((await run('get', id, '--preset', 'thumb', '--out', prints)).code).toBe(0);
  expect((await run('get', id, '--original', '--out', prints)).code).toBe(0);

  expect((await readdir(prints)).sort()).toEqual(['photo-thumb.avif', 'photo-thumb.webp', 'photo.jpg']);
});

test('without a browser, the address is printed', async () => {
  const { code, stdout } = await run('open', '--json');

  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ url: `${stack.target.apiUrl}/` });
});

test('nothing is deleted without a yes', async () => {
  const refused = await run('rm', id);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('Add --yes');

  const deleted = await run('rm', '--yes', '--json', id, 'nothing');
  expect(deleted.code).toBe(1);
  expect(JSON.parse(deleted.stdout)).toMatchObject({ deleted: [id], failed: [{ id: 'nothing' }] });
});

test('the totals are printed for scripts as the API has them', async () => {
  const { code, stdout } = await run('stats', '--json');

  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    images: expect.any(Number),
    byStatus: { failed: expect.any(Number) },
  });
});
