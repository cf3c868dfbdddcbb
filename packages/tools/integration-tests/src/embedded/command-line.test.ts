import { mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { imageId } from '@darkroom/catalog';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';
import { type Operator, operatorOf } from './operator.ts';

const resultSchema = z.object({
  photos: z.array(z.object({ file: z.string(), id: z.string(), status: z.string() })),
  complete: z.boolean(),
});
const listSchema = z.object({ images: z.array(z.object({ id: z.string(), key: z.string() })) });

// One cloud, a folder of photos, and a bucket of old ones.
let stack: EmbeddedStack;
let operator: Operator;
let folder: string;
let id: string; // of photo.jpg
const source = 'old-photos';
const patience = { timeout: 60_000, interval: 200 };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'own-photos-'));
  await mkdir(join(folder, 'photos/below'), { recursive: true });
  await writeFile(join(folder, 'photos/photo.jpg'), await photo(640, 480));
  await writeFile(join(folder, 'photos/below/other.jpg'), await photo(320, 240));
  await writeFile(join(folder, 'photos/readme.txt'), 'not a photo by its name');
  await writeFile(join(folder, 'broken.jpg'), 'not a photo by its bytes');
  const large = Buffer.concat([await photo(64, 48), Buffer.alloc(17 * 1024 ** 2)]); // three parts
  await writeFile(join(folder, 'large.jpg'), large);
  stack = await startEmbeddedStack();
  operator = operatorOf(stack.target);
  await operator.s3.send(new CreateBucketCommand({ Bucket: source }));
  await store('2024/cat.jpg', await photo(64, 48));
  await store('2024/broken.jpg', Buffer.from('no picture at all'));
  await store('2024/notes.txt', Buffer.from('text'));
});
afterAll(async () => {
  await stack?.close();
  await rm(folder, { recursive: true, force: true });
});

function store(Key: string, Body: Buffer) {
  return operator.s3.send(new PutObjectCommand({ Bucket: source, Key, Body }));
}

/** Runs `darkroom` to its end. */
async function run(...args: string[]) {
  const { ended, output } = operator.darkroom(...args);
  return { code: await ended, ...output };
}

/** The one document on stdout; nothing but progress is on stderr. */
async function json(...args: string[]) {
  const { code, stdout, stderr } = await run(...args, '--json');
  expect(stderr.replace(/^(Reading|Importing).*\n/gm, '')).toBe('');
  return { code, document: z.record(z.string(), z.unknown()).parse(JSON.parse(stdout)) };
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

test('a file that is too large is refused with the size that is accepted', async () => {
  await writeFile(join(folder, 'huge.jpg'), '');
  await truncate(join(folder, 'huge.jpg'), 51 * 1024 ** 2);
  const { code, stderr } = await run('upload', join(folder, 'huge.jpg'));

  expect(code).toBe(1);
  expect(stderr).toContain('huge.jpg: bytes must be at most 52428800');
});

test('a large file is sent in parts', async () => {
  const { code, stdout } = await run('upload', join(folder, 'large.jpg'), '--json');

  expect(code).toBe(0);
  expect(uploaded(stdout).photos).toMatchObject([{ status: 'ready' }]);
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

test('import copies pictures once, says what it left out, and the pipeline processes them', async () => {
  const dry = await json('import', `s3://${source}/2024/`, '--dry-run');
  expect(dry).toMatchObject({ code: 0, document: { dryRun: true, copied: 2 } });
  expect(await operator.keysIn(stack.target.originalsBucket, '2024/')).toEqual([]);

  const first = await json('import', `s3://${source}/2024/`);
  expect(first).toMatchObject({
    code: 0,
    document: {
      source: `s3://${source}/2024/`,
      copied: 2,
      skipped: { 'not-a-picture': 1 },
      failed: 0,
      examples: [{ key: '2024/notes.txt', bytes: 4, reason: 'not-a-picture' }],
      complete: true,
    },
  });
  await expect.poll(() => operator.listed('ready'), patience).toContain('2024/cat.jpg');
  await expect.poll(() => operator.listed('failed'), patience).toContain('2024/broken.jpg');

  const again = await json('import', `s3://${source}/2024/`);
  expect(again.document).toMatchObject({ copied: 0, skipped: { 'already-there': 2, 'not-a-picture': 1 } });

  const wrong = await run('import', stack.target.originalsBucket);
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('Expected s3://bucket') });
});

test('logs show each image in a readable line, trail all that happened to one, and --errors what failed', async () => {
  const id = imageId('2024/cat.jpg');
  const about = async (...args: string[]) => {
    const { code, stdout } = await run(...args);
    expect(code).toBe(0);
    return stdout;
  };
  const published = () => about('logs', '--image', '2024/cat.jpg');
  await expect.poll(published, patience).toMatch(/publish-changes +Published/);
  const lines = await published();
  expect(lines).toMatch(new RegExp(`process-upload +started 2024/cat.jpg ${id}`));
  expect(lines).toMatch(/process-upload +ready .*variants=\d/);
  expect(lines).toMatch(/process-upload +took \d+ ms, \d+ of \d+ MB/);
  expect(lines).not.toContain('broken');

  const errors = await about('logs', '--errors', '--function', 'process-upload');
  expect(errors).toMatch(/failed 2024\/broken\.jpg .*code=UnsupportedFormat/);
  expect(errors).not.toContain('cat.jpg');

  const raw = (await about('logs', '--json', '--image', id)).trimEnd().split('\n');
  expect(raw.map((line) => JSON.parse(line))).toContainEqual(
    expect.objectContaining({
      function: 'process-upload',
      imageIds: [id],
      message: expect.objectContaining({ message: 'started' }),
    }),
  );

  const trail = await json('trail', '2024/broken.jpg');
  expect(trail.document).toMatchObject({
    status: 'failed',
    failure: { code: 'UnsupportedFormat' },
    trail: expect.arrayContaining([expect.objectContaining({ event: 'failed' })]),
  });
  const shown = await about('trail', '2024/broken.jpg');
  expect(shown.match(/failed .*code=UnsupportedFormat/g)).toHaveLength(1);
  expect(await about('trail', '2024/cat.jpg')).toMatch(
    /^2024\/cat\.jpg .*\nready, jpeg of 64 × 48, \d+ variants/,
  );
  const unknown = await run('trail', 'nobody.jpg');
  expect(unknown).toMatchObject({ code: 1, stdout: expect.stringContaining('There is no image') });
});

test('logs -f goes on until Ctrl-C, and an unknown function is answered with those that there are', async () => {
  const following = operator.darkroom('logs', '-f', '--function', 'process-upload', '--since', '1m');
  await operator.upload('followed.jpg', await photo(64, 48));
  await expect.poll(() => following.output.stdout, patience).toContain('followed.jpg');
  following.process.kill('SIGINT');
  expect(await following.ended).toBe(0);

  const unknown = await run('logs', '--function', 'no-such');
  expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('process-upload') });
});

test('doctor finds a stage that runs this checkout or another, and what is missing for it', async () => {
  const { document } = await json('doctor', '--target', 'embedded');
  expect(document).toMatchObject({
    target: 'embedded',
    checks: expect.arrayContaining([
      expect.objectContaining({ name: 'Node.js', purpose: 'start', status: 'ok', needed: true }),
      expect.objectContaining({ name: 'Docker', purpose: 'localstack', needed: false }),
      expect.objectContaining({ name: 'test', purpose: 'stage', found: expect.stringContaining('answers') }),
      expect.objectContaining({
        ...{ name: 'memory', purpose: 'stage', status: 'ok' },
        found: expect.stringMatching(
          /^1,769 of 10,240 MB: memory of a function \(.+-(process-upload|serve-image)\)$/,
        ),
      }),
    ]),
  });
});

test('verify --code says whether what runs is what was built, and what Terraform deployed', async () => {
  const { code, document } = await json('verify', '--code');
  expect(code).toBe(0);
  const functions = z
    .array(
      z.object({
        functionName: z.string(),
        deployed: z.string(),
        built: z.string(),
        agrees: z.literal(true),
      }),
    )
    .parse(document.functions);

  const digests = Object.fromEntries(functions.map(({ functionName, deployed }) => [functionName, deployed]));
  const value = JSON.stringify({ ...digests, 'darkroom-test-serve-image': 'other' });
  const state = JSON.stringify({ outputs: { function_digests: { value, type: 'string' } } });
  await store('darkroom/darkroom-test.tfstate', Buffer.from(state));
  vi.stubEnv('DARKROOM_STATE_BUCKET', source);
  const other = await run('verify', '--code');
  expect(other.code).toBe(1);
  expect(other.stdout).toContain('✓ darkroom-test-process-upload');
  expect(other.stdout).toMatch(/✗ darkroom-test-serve-image \S+: Terraform deployed other\n/);
});
