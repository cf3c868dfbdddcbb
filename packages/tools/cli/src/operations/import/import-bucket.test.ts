import {
  CreateBucketCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
} from '@aws-sdk/client-s3';
import { type LocalAws, startLocalAws } from '@darkroom/local-aws';
import { session } from '@darkroom/localstack-client';
import pMap from 'p-map';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listObjects } from '../originals.ts';
import { type ImportOptions, type ImportStep, importBucket } from './import-bucket.ts';

let cloud: LocalAws;
let s3: S3Client;
beforeAll(async () => {
  cloud = await startLocalAws({ port: 0 });
  s3 = session({ endpoint: cloud.endpoint }).client(S3Client);
});
afterAll(() => cloud.close());

const jpeg = Buffer.from('\xff\xd8\xff\xe0 a photo', 'latin1');
const options = { prefix: '', rate: 10_000, limits: { maxBytes: 1000, formats: ['jpeg' as const] } };
const uninterrupted = new AbortController().signal;

/** Two buckets of a name of their own. */
async function buckets(name: string): Promise<{ from: string; to: string }> {
  const [from, to] = [`${name}-from`, `${name}-to`];
  for (const Bucket of [from, to]) await s3.send(new CreateBucketCommand({ Bucket }));
  return { from, to };
}

function put(Bucket: string, Key: string, rest: Partial<PutObjectCommandInput> = {}) {
  return s3.send(new PutObjectCommand({ Bucket, Key, Body: jpeg, ...rest }));
}

async function stepsOf(
  { from, to }: { from: string; to: string },
  more: Partial<ImportOptions> = {},
  signal = uninterrupted,
): Promise<ImportStep[]> {
  const steps: ImportStep[] = [];
  const stack = { s3, originalsBucket: to };
  for await (const step of importBucket(stack, { ...options, bucket: from, ...more }, signal))
    steps.push(step);
  return steps;
}

async function keysIn(bucket: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of listObjects({ s3 }, bucket)) keys.push(key);
  return keys;
}

test('pictures are copied to the same keys with what was stored with them; each other object is left out for a reason', async () => {
  const { from, to } = await buckets('reasons');
  const described = { ContentType: 'image/jpeg', CacheControl: 'max-age=60', Metadata: { by: 'ada' } };
  await put(from, 'a/ü +x%.jpg', { ...described, Tagging: 'private=1' });
  await put(from, 'a/without-name');
  await put(from, 'b/', { Body: new Uint8Array() });
  await put(from, 'b/archived.jpg', { StorageClass: 'GLACIER' });
  await put(from, 'b/large.jpg', { Body: Buffer.alloc(1001) });
  await put(from, 'b/notes.txt', { Body: 'text' });
  await put(from, 'b/other.png');
  await put(from, 'b/same.jpg');
  await put(from, 'b/taken.jpg');
  await put(to, 'b/same.jpg');
  await put(to, 'b/taken.jpg', { Body: 'another photo, or another size of it' });

  const expected = [
    { key: 'a/without-name', outcome: 'copied' },
    { key: 'a/ü +x%.jpg', outcome: 'copied' },
    { key: 'b/', outcome: 'skipped', reason: 'empty' },
    { key: 'b/archived.jpg', outcome: 'skipped', reason: 'archived' },
    { key: 'b/large.jpg', outcome: 'skipped', reason: 'too-large' },
    { key: 'b/notes.txt', outcome: 'skipped', reason: 'not-a-picture' },
    { key: 'b/other.png', outcome: 'skipped', reason: 'format-not-accepted' },
    { key: 'b/same.jpg', outcome: 'skipped', reason: 'already-there' },
    { key: 'b/taken.jpg', outcome: 'skipped', reason: 'key-in-use' },
  ].map((step) => expect.objectContaining(step));
  expect(await stepsOf({ from, to }, { dryRun: true })).toEqual(expected);
  expect(await keysIn(to)).toEqual(['b/same.jpg', 'b/taken.jpg']);

  expect(await stepsOf({ from, to })).toEqual(expected);
  const copy = { Bucket: to, Key: 'a/ü +x%.jpg' };
  expect(await s3.send(new HeadObjectCommand(copy))).toMatchObject(described);
  expect((await s3.send(new GetObjectTaggingCommand(copy))).TagSet).toEqual([]);

  const again = await stepsOf({ from, to }, { prefix: 'a/' });
  expect(again.map((step) => 'reason' in step && step.reason)).toEqual(['already-there', 'already-there']);
});

test('an object that cannot be copied is named with the reason, and the others are copied', async () => {
  const { from, to } = await buckets('refused');
  for (const key of ['a.jpg', 'b.jpg', 'c.jpg']) await put(from, key);
  s3.middlewareStack.add(
    (next) => (call) => {
      const { IfNoneMatch, Key } = call.input as { IfNoneMatch?: string; Key?: string };
      if (IfNoneMatch === '*' && Key === 'b.jpg')
        Object.assign(call.input, { CopySourceIfMatch: '"changed"' });
      return next(call);
    },
    { step: 'initialize', name: 'changed' },
  );
  const steps = await stepsOf({ from, to });
  s3.middlewareStack.remove('changed');
  expect(steps.map(({ key, outcome }) => [key, outcome])).toEqual([
    ['a.jpg', 'copied'],
    ['b.jpg', 'failed'],
    ['c.jpg', 'copied'],
  ]);
  expect(steps[1]).toMatchObject({ code: 'PreconditionFailed' });
  expect(await keysIn(to)).toEqual(['a.jpg', 'c.jpg']);
});

test('objects are listed as they are copied; after an interruption, what is there is not copied again', async () => {
  const { from, to } = await buckets('many');
  const keys = Array.from({ length: 60 }, (_, index) => `${String(index).padStart(2, '0')}.jpg`);
  await pMap(keys, (key) => put(from, key), { concurrency: 32 });
  let pages = 0;
  s3.middlewareStack.add(
    (next, { commandName }) =>
      (call) => {
        if (commandName !== 'ListObjectsV2Command') return next(call);
        pages++;
        return next({ ...call, input: { ...call.input, MaxKeys: 5 } });
      },
    { step: 'initialize', name: 'pages' },
  );
  const controller = new AbortController();
  const stack = { s3, originalsBucket: to };
  const first: ImportStep[] = [];
  for await (const step of importBucket(stack, { ...options, bucket: from, rate: 10 }, controller.signal)) {
    first.push(step);
    // One page of the empty bucket; of the other, those of the ten that are under way, and of the one that is next.
    if (first.length < 10) expect(pages).toBeLessThanOrEqual(1 + Math.ceil((first.length + 11) / 5));
    if (first.length === 12) controller.abort();
  }
  s3.middlewareStack.remove('pages');
  const there = await keysIn(to);
  expect(there).toEqual(keys.slice(0, there.length));
  expect(first.map(({ key }) => key)).toEqual(keys.slice(0, first.length));

  const rest = await stepsOf({ from, to });
  expect(rest.filter(({ outcome }) => outcome === 'copied')).toHaveLength(keys.length - there.length);
  expect(await keysIn(to)).toEqual(keys);
  const last = await stepsOf({ from, to }, { startAfter: keys.at(-3) });
  expect(last.map(({ key }) => key)).toEqual(keys.slice(-2));
});

test('a bucket that does not exist is said to be missing', async () => {
  const { to } = await buckets('missing');
  await expect(stepsOf({ from: 'no-such-bucket', to })).rejects.toMatchObject({ code: 'NoSuchBucket' });
});
