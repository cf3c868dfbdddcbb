import {
  CreateBucketCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { type ImageRecord, imageId } from '@darkroom/catalog';
import { startLocalAws } from '@darkroom/local-aws';
import { session } from '@darkroom/localstack-client';
import { expect, onTestFinished, test } from 'vitest';
import { repair } from './repair.ts';
import type { DeployedStack } from './stack.ts';

const at = '2026-01-01T00:00:00.000Z';
const key = 'photo.jpg';
const id = imageId(key);
const image = { id, key, version: 'A1', createdAt: at, updatedAt: at, variants: [] };
const failed = (code: string): ImageRecord => ({
  ...image,
  status: 'failed',
  failure: { code, reason: 'Because.' },
});

/** A stack whose catalog says `record` by the time of the repair; `work` counts what is asked of the function. */
function stackWith(record: ImageRecord | undefined, rest: Partial<DeployedStack> = {}) {
  const work: unknown[] = [];
  const catalog = { get: async () => record, requestReprocess: async () => ({ ...image, eTag: 'e' }) };
  const lambda = { send: async (command: unknown) => void work.push(command) };
  return { work, stack: { catalog, lambda, ...rest } as unknown as DeployedStack };
}

test.each([
  ['was processed since it was found', 'its ETag', 1],
  ['is still processed as it was before', 'another', 2],
  ['is not known at all', undefined, 2],
])('an original that %s is in so many versions after the repair: %s, %i', async (_, known, versions) => {
  const aws = await startLocalAws({ port: 0 });
  onTestFinished(() => aws.close());
  const s3 = session({ endpoint: aws.endpoint }).client(S3Client);
  const Bucket = 'originals';
  await s3.send(new CreateBucketCommand({ Bucket }));
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  const { ETag = '' } = await s3.send(new PutObjectCommand({ Bucket, Key: key, Body: 'a photo' }));
  const eTag = known === 'its ETag' ? ETag.replaceAll('"', '') : 'another';
  const record = known === undefined ? undefined : ({ ...image, status: 'ready', eTag } as const);

  const { stack } = stackWith(record, { s3, originalsBucket: Bucket });
  expect(await repair(stack, { kind: 'unprocessed-original', key })).toBe(true);

  expect((await s3.send(new ListObjectVersionsCommand({ Bucket }))).Versions).toHaveLength(versions);
});

test.each([
  ['ready', { ...image, status: 'ready' } as const, 0],
  ['failed for good', failed('Corrupt'), 0],
  ['given up again', failed('Crashed'), 1],
  ['still being processed', { ...image, status: 'processing' } as const, 1],
])(
  'an image that is %s by the time of the repair is processed again only if it needs to be',
  async (_, record, runs) => {
    for (const kind of ['given-up', 'stuck'] as const) {
      const { stack, work } = stackWith(record);
      expect(await repair(stack, { kind, key, id, code: 'Crashed' })).toBe(true);
      expect(work).toHaveLength(runs);
    }
  },
);
