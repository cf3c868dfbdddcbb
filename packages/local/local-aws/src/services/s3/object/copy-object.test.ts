import {
  CopyObjectCommand,
  type CopyObjectCommandInput,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  PutBucketEncryptionCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { beforeAll, expect, test } from 'vitest';
import { Bucket, startSharedS3 } from '../testing/start-s3.ts';

const CopySource = `${Bucket}/photo.jpg`;

let s3: S3Client;
beforeAll(async () => {
  const shared = await startSharedS3();
  s3 = shared.s3;
  await s3.send(new CreateBucketCommand({ Bucket }));
  const described = {
    Metadata: { a: '1' },
    Tagging: 'b=2',
    CacheControl: 'no-store',
    WebsiteRedirectLocation: '/other',
  };
  for (const Key of ['photo.jpg', 'described'])
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'photo', ...described }));
  return shared.close;
});

const copy = (input: Partial<CopyObjectCommandInput> = {}) =>
  s3.send(new CopyObjectCommand({ Bucket, Key: 'photo.jpg', CopySource, ...input }));
const head = async (Key: string) => s3.send(new HeadObjectCommand({ Bucket, Key }));

test.each<[what: string, input: Partial<CopyObjectCommandInput>]>([
  ['nothing', {}],
  ['metadata without its directive', { Metadata: { a: '1' } }],
  ['an ACL', { ACL: 'private' }],
])('a copy onto itself with %s is refused', async (_, input) => {
  await expect(copy(input)).rejects.toMatchObject({ name: 'InvalidRequest' });
});

test.each<[what: string, input: Partial<CopyObjectCommandInput>]>([
  ['the storage class that it has', { StorageClass: 'STANDARD' }],
  ['the encryption that it has', { ServerSideEncryption: 'AES256' }],
  ['the redirect that it has', { WebsiteRedirectLocation: '/other' }],
  ['its metadata replaced', { MetadataDirective: 'REPLACE', Metadata: { a: '1' } }],
])('a copy onto itself with %s is one', async (_, input) => {
  await copy(input);
});

test('a copy onto itself is one in a bucket that says how to encrypt', async () => {
  const target = { Bucket: 'encrypted', Key: 'x' };
  await s3.send(new CreateBucketCommand({ Bucket: target.Bucket }));
  const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const } }];
  const ServerSideEncryptionConfiguration = { Rules };
  await s3.send(new PutBucketEncryptionCommand({ Bucket: target.Bucket, ServerSideEncryptionConfiguration }));
  await s3.send(new PutObjectCommand(target));
  await s3.send(new CopyObjectCommand({ ...target, CopySource: 'encrypted/x' }));
});

test('a copy takes over metadata and tags, neither class nor redirect', async () => {
  const source = { CopySource: `${Bucket}/described` };
  await copy({ Key: 'plain', ...source });
  expect(await head('plain')).toMatchObject({
    CacheControl: 'no-store',
    Metadata: { a: '1' },
    TagCount: 1,
  });
  expect((await head('plain')).WebsiteRedirectLocation).toBeUndefined();
  const asked = { WebsiteRedirectLocation: '/here', StorageClass: 'STANDARD_IA' } as const;
  await copy({ Key: 'moved', ...source, ...asked });
  expect(await head('moved')).toMatchObject(asked);
});

test('a directive is to copy or to replace', async () => {
  const MetadataDirective = 'MERGE' as 'COPY';
  await expect(copy({ Key: 'x', MetadataDirective })).rejects.toMatchObject({ name: 'InvalidArgument' });
  const TaggingDirective = 'MERGE' as 'COPY';
  await expect(copy({ Key: 'x', TaggingDirective })).rejects.toMatchObject({ name: 'InvalidArgument' });
});

test.each([
  ['x-amz-copy-source-If-Match', { CopySourceIfMatch: '"0"' }],
  ['x-amz-copy-source-If-Modified-Since', { CopySourceIfModifiedSince: new Date(4e12) }],
])('a condition on the source that fails is named: %s', async (Condition, input) => {
  await expect(copy({ Key: 'x', ...input })).rejects.toMatchObject({ name: 'PreconditionFailed', Condition });
});

test('a version is copied by its id, a delete marker is not', async () => {
  const versioned = { Bucket: 'versions', Key: 'x' };
  await s3.send(new CreateBucketCommand({ Bucket: 'versions' }));
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  await s3.send(new PutBucketVersioningCommand({ Bucket: 'versions', VersioningConfiguration }));
  const { VersionId } = await s3.send(new PutObjectCommand({ ...versioned, Body: 'one' }));
  const marker = await s3.send(new DeleteObjectCommand(versioned));
  const from = (id: string | undefined) => ({ CopySource: `versions/x?versionId=${id}` });
  expect(await copy({ Key: 'x', ...from(VersionId) })).toMatchObject({ CopySourceVersionId: VersionId });
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'y' }));
  const part = { Bucket, Key: 'y', UploadId, PartNumber: 1 };
  const copyPart = (input: { CopySource: string; CopySourceRange?: string }) =>
    s3.send(new UploadPartCopyCommand({ ...part, ...input }));
  expect(await copyPart(from(VersionId))).toMatchObject({ CopySourceVersionId: VersionId });
  await expect(copyPart({ ...from(VersionId), CopySourceRange: 'bytes=9-10' })).rejects.toMatchObject({
    name: 'InvalidRequest',
    message: 'The specified copy range is invalid for the source object size',
  });
  await expect(copy({ Key: 'x', ...from(marker.VersionId) })).rejects.toMatchObject({
    name: 'InvalidRequest',
    message: 'The source of a copy request may not specifically refer to a delete marker by version id.',
  });
  await expect(copy({ Key: 'x', CopySource: 'versions' })).rejects.toMatchObject({
    name: 'InvalidArgument',
    message: 'Invalid copy source object key',
  });
});
