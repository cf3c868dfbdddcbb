import { createHash } from 'node:crypto';
import {
  type AttributeValue,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DeleteObjectCommand,
  GetBucketNotificationConfigurationCommand,
  HeadObjectCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { imageId } from '@darkroom/catalog';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';
import { announcementSchema, postForm } from '../upload-form.ts';
import { type Operator, operatorOf } from './operator.ts';

// A cloud of its own, with its notifications off at times.
let stack: EmbeddedStack;
let operator: Operator;
beforeAll(async () => {
  stack = await startEmbeddedStack();
  operator = operatorOf(stack.target);
});
afterAll(() => stack.close());

const patience = { timeout: 150_000, interval: 2000 };
const intact = 'album/intact.jpg';
const keys = ['variants', 'removed', 'replaced', 'forgotten', 'stuck', 'given-up', 'intact'].map(
  (name) => `album/${name}.jpg`,
);

/** Does something that no event tells of. */
async function silently(work: () => Promise<unknown>): Promise<void> {
  const Bucket = stack.target.originalsBucket;
  const { $metadata, ...configuration } = await operator.s3.send(
    new GetBucketNotificationConfigurationCommand({ Bucket }),
  );
  const configure = (NotificationConfiguration: typeof configuration) =>
    operator.s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
  await configure({});
  await work();
  await configure(configuration);
}

function row(key: string) {
  return { TableName: stack.target.tableName, Key: { pk: { S: `image#${imageId(key)}` } } };
}

async function changeRecord(key: string, changes: Record<string, AttributeValue>): Promise<void> {
  const { TableName, ...rest } = row(key);
  const { Item } = await operator.dynamodb.send(new GetItemCommand({ TableName, ...rest }));
  await operator.dynamodb.send(new PutItemCommand({ TableName, Item: { ...Item, ...changes } }));
}

/** As a release wrote it that had no index but `by-status`. */
async function listAsBefore(key: string): Promise<void> {
  const { TableName, ...rest } = row(key);
  const { Item } = await operator.dynamodb.send(new GetItemCommand({ TableName, ...rest }));
  const { createdShard, stateShard, ...kept } = Item ?? {};
  const listing = { S: '-#ready' };
  await operator.dynamodb.send(new PutItemCommand({ TableName, Item: { ...kept, listing } }));
}

function variantsOf(key: string): Promise<string[]> {
  return operator.keysIn(stack.target.variantsBucket, `${imageId(key)}/`);
}

async function verify(...args: string[]): Promise<{ exitCode: number | null; findings: unknown[] }> {
  const run = operator.darkroom('verify', '--json', ...args);
  const exitCode = await run.ended;
  return { exitCode, findings: JSON.parse(run.output.stdout || '{}').findings };
}

/** Uploads with the form of an image that the API has deleted, without an event. */
async function uploadAfterDeletion(body: Buffer): Promise<{ kind: string; key: string; eTag: string }> {
  const images = `${stack.target.apiUrl}/images`;
  const announced = await fetch(images, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ filename: 'deleted.jpg', contentType: 'image/jpeg', bytes: body.length }),
  });
  const { id, key, upload } = announcementSchema.parse(await announced.json());
  expect((await fetch(`${images}/${id}`, { method: 'DELETE' })).status).toBe(202);
  await silently(() => postForm(upload, body));
  return { kind: 'sealed-original', key, eTag: createHash('md5').update(body).digest('hex') };
}

/** Everything that verify can find, made on purpose; answers the findings it must report. */
async function breakThings(): Promise<object[]> {
  const { originalsBucket, variantsBucket } = stack.target;
  const { s3, dynamodb, upload, removeOriginal } = operator;
  const other = await photo(48, 64, 3);

  const [lostVariant = ''] = await variantsOf('album/variants.jpg');
  await s3.send(new DeleteObjectCommand({ Bucket: variantsBucket, Key: lostVariant }));
  const orphan = `${imageId('nobody.jpg')}/0A/thumb.webp`;
  const leftover = `${imageId(intact)}/0/thumb.webp`;
  for (const Key of [orphan, leftover])
    await s3.send(new PutObjectCommand({ Bucket: variantsBucket, Key, Body: 'left over' }));

  await silently(async () => {
    await removeOriginal('album/removed.jpg');
    await upload('album/replaced.jpg', other);
    await upload('album/new.jpg', other);
    await s3.send(new PutObjectCommand({ Bucket: originalsBucket, Key: 'album/', Body: new Uint8Array() })); // a "folder"
  });
  await listAsBefore(intact);
  const forgotten = await variantsOf('album/forgotten.jpg');
  await dynamodb.send(new DeleteItemCommand(row('album/forgotten.jpg')));
  const sevenHoursAgo = new Date(Date.now() - 7 * 3600 * 1000).toISOString();
  await changeRecord('album/stuck.jpg', { status: { S: 'processing' }, updatedAt: { S: sevenHoursAgo } });
  const failure = { M: { code: { S: 'Crashed' }, reason: { S: 'Its process died.' } } };
  await changeRecord('album/given-up.jpg', {
    status: { S: 'failed' },
    failure,
    updatedAt: { S: sevenHoursAgo },
  });

  const about = (key: string) => ({ key, id: imageId(key) });
  return [
    await uploadAfterDeletion(other),
    { kind: 'missing-variants', ...about('album/variants.jpg'), variantKeys: [lostVariant] },
    { kind: 'missing-original', ...about('album/removed.jpg'), version: expect.any(String) },
    { kind: 'stuck', ...about('album/stuck.jpg') },
    { kind: 'given-up', ...about('album/given-up.jpg'), code: 'Crashed' },
    { kind: 'old-index', ids: [imageId(intact)] },
    ...['album/replaced.jpg', 'album/new.jpg', 'album/forgotten.jpg'].map((key) => ({
      kind: 'unprocessed-original',
      key,
    })),
    ...[orphan, leftover, ...forgotten].map((variantKey) => ({ kind: 'orphan-variant', variantKey })),
  ];
}

test('whatever does not agree is named, mended by --repair, and then nothing is found', async () => {
  const original = await photo(64, 48);
  await Promise.all(keys.map((key) => operator.upload(key, original)));
  await expect.poll(() => operator.listed('ready'), patience).toEqual([...keys].sort());
  expect(await verify()).toEqual({ exitCode: 0, findings: [] });
  const untouched = await variantsOf(intact);

  const expected = await breakThings();
  // Changes of the last minute are left alone, so this takes a while.
  const found = async () => (await verify()).findings.length;
  await expect.poll(found, patience).toBe(expected.length);
  expect(await verify()).toEqual({ exitCode: 1, findings: expect.arrayContaining(expected) });

  const repaired = await verify('--repair');
  expect(repaired.exitCode).toBe(0);
  expect(repaired.findings).toEqual(
    expect.arrayContaining(expected.map((finding) => ({ ...finding, repaired: true }))),
  );

  const wanted = [...keys, 'album/new.jpg'].filter((key) => key !== 'album/removed.jpg').sort();
  await expect.poll(() => operator.listed('ready'), patience).toEqual(wanted);
  for (const key of wanted)
    await expect.poll(async () => (await variantsOf(key)).length, patience).toBe(untouched.length);
  expect(await variantsOf('album/removed.jpg')).toEqual([]);
  expect(await operator.keysIn(stack.target.originalsBucket, 'uploads/')).toEqual([]);
  expect(await variantsOf(intact)).toEqual(untouched);
  expect(await verify()).toEqual({ exitCode: 0, findings: [] });
}, 400_000);

test('an original whose event is sent again keeps what was stored with it', async () => {
  const object = { Bucket: stack.target.originalsBucket, Key: 'described/ü +x%.jpg' };
  const described = { ContentType: 'image/jpeg', CacheControl: 'max-age=60', Metadata: { owner: 'ada' } };
  const Body = await photo(64, 48);
  await silently(() => operator.s3.send(new PutObjectCommand({ ...object, ...described, Body })));
  const repairedOnce = async () => (await verify('--repair')).findings;
  await expect
    .poll(repairedOnce, patience)
    .toEqual([{ kind: 'unprocessed-original', key: object.Key, repaired: true }]);
  await expect.poll(() => operator.listed('ready'), patience).toContain(object.Key);
  expect(await operator.s3.send(new HeadObjectCommand(object))).toMatchObject(described);
}, 600_000);

test('a key that commands terminals is shown, and not obeyed', async () => {
  const Key = 'x/\x1b]0;pwned\x07\x1b[2Jy.webp';
  await operator.s3.send(
    new PutObjectCommand({ Bucket: stack.target.variantsBucket, Key, Body: 'left over' }),
  );
  const run = operator.darkroom('verify', '--repair');
  expect(await run.ended).toBe(0);
  expect(run.output.stdout).not.toContain('\x1b]0;pwned');
  expect(run.output.stdout).toContain(
    'x/\\u001b]0;pwned\\u0007\\u001b[2Jy.webp: nothing refers to this variant',
  );
});
