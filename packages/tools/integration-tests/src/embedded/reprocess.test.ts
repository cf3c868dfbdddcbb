import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type AttributeValue, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { imageId } from '@darkroom/catalog';
import { builtConfig } from '@darkroom/infra';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';
import type { Run } from './darkroom-command.ts';
import { type Operator, operatorOf } from './operator.ts';

// A cloud of its own: reprocess takes every image there is.
let stack: EmbeddedStack;
let operator: Operator;
let original: Buffer;
let folder: string;

const keys = Array.from(
  { length: 12 },
  (_, index) => `${index < 6 ? 'a' : 'b'}/ü +${index % 6}'%\x1b[2J.jpg`,
);
const patience = { timeout: 90_000, interval: 200 };

beforeAll(async () => {
  stack = await startEmbeddedStack();
  operator = operatorOf(stack.target);
  original = await photo(64, 48);
  folder = await mkdtemp(join(tmpdir(), 'darkroom-reprocess-'));
  await Promise.all(keys.map((key) => operator.upload(key, original)));
});
afterAll(async () => {
  await stack.close();
  await rm(folder, { recursive: true });
});

/** How often each image has been reprocessed, once nothing is under way: its variants' keys tell. */
async function reprocessed(): Promise<Record<string, number>> {
  await expect.poll(() => operator.listed('ready'), patience).toEqual(keys);
  const counts = keys.map(async (key) => {
    const stored = await operator.keysIn(stack.target.variantsBucket, `${imageId(key)}/`);
    const times = new Set(stored.map((name) => Number(name.split('/')[1]?.split('-')[1] ?? 0)));
    return [key, Math.max(...times)] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}

/** Resolves when the images were reprocessed as often as `change` says of each, compared with `before`. */
async function reprocessedSince(before: Record<string, number>, change: (key: string) => number) {
  const wanted = Object.fromEntries(keys.map((key) => [key, (before[key] ?? 0) + change(key)]));
  await expect.poll(reprocessed, patience).toEqual(wanted);
}

async function started(run: Run): Promise<void> {
  await expect.poll(() => run.output.stderr, { ...patience, interval: 20 }).toContain('Reprocessing');
}

test('interrupted and started again after the key it names, it takes every image exactly once', async () => {
  const before = await reprocessed();
  const first = operator.darkroom('reprocess', '--rate', '5', '--json');
  await started(first);
  first.process.kill('SIGINT');
  expect(await first.ended).toBe(130);
  const { requested, lastKey, complete } = JSON.parse(first.output.stdout);
  expect({ complete, lastKey }).toEqual({ complete: false, lastKey: keys[requested - 1] });
  expect(requested).toBeLessThan(keys.length);
  expect(first.output.stderr).toContain(`Interrupted after ${lastKey.replace('\x1b', '\\u001b')}.`);
  expect(first.output.stderr).not.toContain('\x1b[2J');
  const [, word = ''] = /--start-after (.+)\.\n$/.exec(first.output.stderr) ?? [];
  const pasted = execFileSync('bash', ['-c', `printf %s ${word}`], { encoding: 'utf8' });
  expect(pasted).toBe(lastKey);

  const second = operator.darkroom('reprocess', '--start-after', pasted, '--rate', '100', '--json');
  expect(await second.ended).toBe(0);
  expect(JSON.parse(second.output.stdout)).toEqual({
    requested: keys.length - requested,
    skipped: 0,
    complete: true,
  });
  await reprocessedSince(before, () => 1);
});

test('killed at any point and repeated with --resume, it leaves no image out and goes on where it was', async () => {
  const before = await reprocessed();
  const file = join(folder, 'reprocess.json');
  const command = ['reprocess', '--resume', file, '--json'];
  const kills = 3;
  for (let kill = 0; kill < kills; kill++) {
    const run = operator.darkroom(...command, '--rate', '3');
    await started(run);
    await setTimeout(Math.random() * 400); // wherever that is: before or after the step is written down
    run.process.kill('SIGKILL');
    expect(await run.ended).toBe(null);
  }
  const { endpoint, originalsBucket } = stack.target;
  const job = { stage: 'test', bucket: originalsBucket, endpoint };
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ job });
  const elsewhere = endpoint?.replace('127.0.0.1', 'localhost') ?? ''; // for all it knows, another cloud
  for (const difference of [
    ['--prefix', 'a/'],
    ['--endpoint', elsewhere],
  ]) {
    const other = operator.darkroom(...command, ...difference);
    expect(await other.ended).toBe(2);
    expect(other.output.stderr).toContain('belongs to another run');
  }

  const last = operator.darkroom(...command, '--rate', '100');
  expect(await last.ended).toBe(0);
  expect(JSON.parse(last.output.stdout).requested).toBeLessThanOrEqual(keys.length - kills);
  expect(existsSync(file)).toBe(false);

  // Only what a kill struck between the request and its note is taken twice.
  const after = await reprocessed();
  const times = keys.map((key) => (after[key] ?? 0) - (before[key] ?? 0));
  expect(Math.min(...times)).toBe(1);
  expect(times.reduce((sum, time) => sum + time, 0)).toBeLessThanOrEqual(keys.length + kills);
});

test('the rate is an upper bound', async () => {
  await reprocessed();
  const startedAt = performance.now();
  const run = operator.darkroom('reprocess', '--rate', '4', '--json');
  expect(await run.ended).toBe(0);
  expect(JSON.parse(run.output.stdout)).toMatchObject({ requested: keys.length });
  expect(performance.now() - startedAt).toBeGreaterThan(((keys.length - 1) / 4) * 1000);
});

test('--preset takes only images that lack one of its formats', async () => {
  const before = await reprocessed();
  const lacking = [keys[1], keys[8]];
  const preset = Object.keys(builtConfig().presets).at(-1) ?? '';
  const [format = ''] = builtConfig().presets[preset]?.formats ?? [];
  await forgetVariants(keys[1] ?? '', preset);
  await forgetVariants(keys[8] ?? '', preset, format);
  const run = operator.darkroom('reprocess', '--preset', preset, '--json');
  expect(await run.ended).toBe(0);
  expect(JSON.parse(run.output.stdout)).toMatchObject({ requested: 2, skipped: keys.length - 2 });
  await reprocessedSince(before, (key) => (lacking.includes(key) ? 1 : 0));

  const again = operator.darkroom('reprocess', '--preset', preset, '--json');
  expect(await again.ended).toBe(0);
  expect(JSON.parse(again.output.stdout)).toMatchObject({ requested: 0 });
});

test('--prefix and --since take only originals of those keys and that age', async () => {
  const before = await reprocessed();
  const [newest = ''] = keys;
  const lastModified = async (key: string) =>
    (await operator.s3.send(new HeadObjectCommand({ Bucket: stack.target.originalsBucket, Key: key })))
      .LastModified;
  const oldTime = await lastModified(newest);
  // S3 tells whole seconds.
  const uploadedLater = async () => {
    await operator.upload(newest, original);
    return lastModified(newest);
  };
  await expect.poll(uploadedLater, patience).not.toEqual(oldTime);
  const since = (await lastModified(newest))?.toISOString() ?? '';
  await reprocessedSince({ ...before, [newest]: 0 }, () => 0); // a new object counts from zero

  const recent = operator.darkroom('reprocess', '--since', since, '--json');
  expect(await recent.ended).toBe(0);
  expect(JSON.parse(recent.output.stdout)).toMatchObject({ requested: 1, skipped: keys.length - 1 });
  const some = operator.darkroom('reprocess', '--prefix', 'b/', '--json');
  expect(await some.ended).toBe(0);
  expect(JSON.parse(some.output.stdout)).toMatchObject({ requested: 6, skipped: 0 });
  await reprocessedSince({ ...before, [newest]: 0 }, (key) =>
    key === newest || key.startsWith('b/') ? 1 : 0,
  );
});

test.each([
  [['--preset', 'poster'], 'There is no preset poster'],
  [['--since', 'yesterday'], 'Expected a date or time in ISO 8601'],
  [['--rate', '0'], 'Expected a number above 0'],
])('%j is refused before anything is done', async (args, message) => {
  const run = operator.darkroom('reprocess', ...args);
  expect(await run.ended).not.toBe(0);
  expect(run.output.stderr).toContain(message);
});

/** As if the preset, or a format of it, had been added after the image was made. */
async function forgetVariants(key: string, preset: string, format?: string): Promise<void> {
  const TableName = stack.target.tableName;
  const { Item } = await operator.dynamodb.send(
    new GetItemCommand({ TableName, Key: { pk: { S: `image#${imageId(key)}` } } }),
  );
  const isForgotten = (of: Record<string, AttributeValue> = {}) =>
    of.preset?.S === preset && (format === undefined || of.format?.S === format);
  const variants = Item?.variants?.L?.filter(({ M }) => !isForgotten(M)) ?? [];
  await operator.dynamodb.send(
    new PutItemCommand({ TableName, Item: { ...Item, variants: { L: variants } } }),
  );
}
