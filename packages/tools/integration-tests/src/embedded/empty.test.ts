import { DeleteTableCommand, GetItemCommand, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { createCatalog, imageId } from '@darkroom/catalog';
import { eraseImage, eraseParts, imagesOf, remainsOf } from '@darkroom/cli/operations/erase';
import { type DeployedStack, openStack } from '@darkroom/cli/operations/stack';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';
import { postForm } from '../upload-form.ts';
import { type Operator, operatorOf } from './operator.ts';

let stack: EmbeddedStack;
let operator: Operator;

beforeAll(async () => {
  const config = { presets: { thumb: { width: 32 } }, originals: { versioned: true } };
  stack = await startEmbeddedStack({ config });
  operator = operatorOf(stack.target);
});
afterAll(() => stack?.close());

class Interruption extends Error {}

/** A stack whose user goes away after so many requests. */
function endAfter(requests: number, opened: DeployedStack): DeployedStack {
  let left = requests;
  const spend = () => {
    if (left-- <= 0) throw new Interruption();
  };
  const before = { step: 'initialize' } as const;
  opened.s3.middlewareStack.add(
    (next) => async (args) => {
      spend();
      return next(args);
    },
    before,
  );
  opened.documents.middlewareStack.add(
    (next) => async (args) => {
      spend();
      return next(args);
    },
    before,
  );
  return opened;
}

/** What `darkroom erase` does before it looks for what is left. */
async function erase(opened: DeployedStack, owner: string): Promise<void> {
  const images = await imagesOf(opened, owner);
  for (const image of images) await eraseImage(opened, image);
  await eraseParts(opened, images);
}

/** Of all originals, or of one. */
async function versionsOf(Prefix?: string): Promise<(string | undefined)[]> {
  const Bucket = stack.target.originalsBucket;
  const { Versions = [] } = await operator.s3.send(new ListObjectVersionsCommand({ Bucket, Prefix }));
  return Versions.map(({ Key }) => Key);
}

test("darkroom erase deletes all versions of an owner's images, old ones of deleted images too, and nobody else's", async () => {
  const { originalsBucket, variantsBucket, tableName } = stack.target;
  const catalog = createCatalog({ client: DynamoDBDocumentClient.from(operator.dynamodb), tableName });
  const [replaced, deleted, announced, others] = [
    'replaced.jpg',
    'uploads/deleted.jpg', // where the API's forms upload
    'announced.jpg',
    'others.jpg',
  ];
  for (const key of [replaced, deleted, announced]) await catalog.announce(key, 'alice');
  await catalog.announce(others, 'bob');
  for (const key of [replaced, deleted, others]) await operator.upload(key, await photo(64, 48));
  await expect.poll(async () => (await catalog.get(imageId(deleted)))?.status).toBe('ready');
  await operator.removeOriginal(deleted);
  await operator.upload(replaced, await photo(48, 64));
  await expect.poll(async () => (await catalog.get(imageId(replaced)))?.original?.height).toBe(64);
  await expect.poll(async () => (await catalog.get(imageId(others)))?.status).toBe('ready');
  await expect.poll(async () => (await catalog.look(imageId(deleted)))?.status).toBe('deleted');

  const parts = { Bucket: originalsBucket, Key: announced };
  const { UploadId } = await operator.s3.send(new CreateMultipartUploadCommand(parts));
  const part = { UploadId, PartNumber: 1, Body: 'half of a photo' };
  await operator.s3.send(new UploadPartCommand({ ...parts, ...part }));

  const run = operator.darkroom('erase', '--owner', 'alice', '--yes', '--json');
  expect([await run.ended, run.output.stderr]).toEqual([0, expect.stringContaining('Erasing')]);
  expect(JSON.parse(run.output.stdout)).toMatchObject({
    owner: 'alice',
    images: 3,
    versions: 4, // two of one image; a version and its delete marker
    left: { originals: 0, variants: 0, records: 0 },
    tombstonesUntil: expect.stringMatching(/^\d{4}-/),
  });
  const { Uploads = [] } = await operator.s3.send(
    new ListMultipartUploadsCommand({ Bucket: originalsBucket }),
  );
  expect(Uploads).toEqual([]);
  const totals = { TableName: tableName, Key: { pk: { S: 'stats#alice' } } };
  expect((await operator.dynamodb.send(new GetItemCommand(totals))).Item).toBeUndefined();
  expect(await versionsOf()).toEqual([others]);
  expect(await operator.keysIn(variantsBucket, imageId(others))).not.toEqual([]);
  await operator.removeOriginal(others);
  await expect.poll(() => operator.keysIn(variantsBucket)).toEqual([]);

  const late = await createPresignedPost(operator.s3, { Bucket: originalsBucket, Key: deleted });
  expect((await postForm(late, await photo(64, 48))).status).toBe(204);
  await expect.poll(() => versionsOf(deleted), { timeout: 30_000 }).toEqual([]);
  expect(await catalog.get(imageId(deleted))).toBeUndefined();
});

test('an erasure that ends before any of its requests is completed by the next', async () => {
  const catalog = createCatalog({
    client: DynamoDBDocumentClient.from(operator.dynamodb),
    tableName: stack.target.tableName,
  });
  const { endpoint } = stack.local;
  let isInterrupted = true;
  for (let requests = 0; isInterrupted; requests++) {
    const owner = `owner-${requests}`;
    const [announced, uploaded] = [`${owner}/announced.jpg`, `${owner}/uploaded.jpg`];
    for (const key of [announced, uploaded]) await catalog.announce(key, owner);
    await operator.upload(uploaded, await photo(64, 48));
    await expect.poll(async () => (await catalog.get(imageId(uploaded)))?.status).toBe('ready');
    const parts = { Bucket: stack.target.originalsBucket, Key: announced };
    await operator.s3.send(new CreateMultipartUploadCommand(parts));

    const dying = endAfter(requests, await openStack({ stage: 'test', endpoint }));
    isInterrupted = await erase(dying, owner).then(
      () => false,
      (error) => error instanceof Interruption || Promise.reject(error),
    );
    const again = await openStack({ stage: 'test', endpoint });
    await erase(again, owner);
    const left = () => remainsOf(again, owner);
    await expect.poll(left, { timeout: 30_000 }).toMatchObject({ originals: 0, variants: 0, records: 0 });
  }
});

test('darkroom empty leaves nothing in the buckets, old versions included, so that they and the table can be deleted', async () => {
  const { originalsBucket, variantsBucket, overlaysBucket, tableName: TableName } = stack.target;
  await operator.dynamodb.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: true }));
  const overlay = { Bucket: overlaysBucket, Key: 'logo.png', Body: 'a watermark' };
  await operator.s3.send(new PutObjectCommand(overlay));
  await operator.upload('kept.jpg', await photo(64, 48));
  await operator.upload('removed.jpg', await photo(64, 48));
  await expect.poll(() => operator.listed('ready'), { timeout: 30_000 }).toHaveLength(2);
  await operator.removeOriginal('removed.jpg');
  await expect.poll(() => operator.listed('ready'), { timeout: 30_000 }).toEqual(['kept.jpg']);

  const unasked = operator.darkroom('empty');
  expect(await unasked.ended).toBe(2);
  expect(unasked.output.stderr).toContain('--auto-approve');
  expect(await versionsOf()).toHaveLength(3); // with the one of the test before

  const run = operator.darkroom('empty', '--auto-approve', '--json');
  expect([await run.ended, run.output.stderr]).toEqual([0, expect.stringContaining('Emptying')]);
  expect(JSON.parse(run.output.stdout)).toEqual({
    deleted: {
      [originalsBucket]: 5, // two of them are the marker and the version of the test before
      [variantsBucket]: expect.any(Number), // the pipeline may be faster
      [overlaysBucket]: 1,
    },
  });

  // As by a destroy that fails after the first of them.
  await operator.s3.send(new DeleteBucketCommand({ Bucket: originalsBucket }));
  const again = operator.darkroom('empty', '--auto-approve', '--json');
  expect(await again.ended).toBe(0);
  expect(JSON.parse(again.output.stdout)).toEqual({ deleted: { [variantsBucket]: 0, [overlaysBucket]: 0 } });
  for (const Bucket of [variantsBucket, overlaysBucket])
    await operator.s3.send(new DeleteBucketCommand({ Bucket }));
  await operator.dynamodb.send(new DeleteTableCommand({ TableName }));
  const late = operator.darkroom('empty', '--auto-approve');
  expect([await late.ended, late.output.stderr]).toEqual([1, expect.stringContaining('There is no stage')]);
});
