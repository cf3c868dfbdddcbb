import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  HeadObjectCommand,
  type ObjectIdentifier,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { Bucket, startS3 } from '../testing/start-s3.ts';

const Key = 'photo.jpg';
const target = { Bucket, Key };
const once = { maxAttempts: 1 };

test.each([
  ['If-None-Match', { IfNoneMatch: '"0"' }],
  ['If-Match', { IfMatch: '*' }],
  ['If-Match,If-None-Match', { IfMatch: '"0"', IfNoneMatch: '*' }],
])('S3 does not take such a %s for a write', async (Header, condition) => {
  const { s3 } = await startS3({}, once);
  const refused = { name: 'NotImplemented', Header, $metadata: { httpStatusCode: 501 } };
  await s3.send(new PutObjectCommand({ Bucket, Key: 'source' }));
  await expect(s3.send(new PutObjectCommand({ ...target, ...condition }))).rejects.toMatchObject(refused);
  const copy = new CopyObjectCommand({ ...target, CopySource: `${Bucket}/source`, ...condition });
  await expect(s3.send(copy)).rejects.toMatchObject(refused);
  await expect(complete(s3, await upload(s3), condition)).rejects.toMatchObject(refused);
});

test.each([
  ['x-amz-if-match-size', { IfMatchSize: 5 }],
  ['x-amz-if-match-last-modified-time', { IfMatchLastModifiedTime: new Date(0) }],
])(
  'a delete under the condition %s is refused, which S3 has for directory buckets',
  async (Header, condition) => {
    const { s3 } = await startS3({}, once);
    await s3.send(new PutObjectCommand({ ...target, Body: 'photo' }));
    await expect(s3.send(new DeleteObjectCommand({ ...target, ...condition }))).rejects.toMatchObject({
      name: 'NotImplemented',
      Header,
    });
    await s3.send(new HeadObjectCommand(target));
  },
);

test('deletes of many refuse the same conditions, and keep those objects that are others', async () => {
  const { s3 } = await startS3({}, once);
  const { ETag } = await s3.send(new PutObjectCommand({ ...target, Body: 'photo' }));
  const remove = (condition: Partial<ObjectIdentifier>) =>
    s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key, ...condition }] } }));
  await expect(remove({ Size: 5 })).rejects.toMatchObject({ name: 'NotImplemented' });
  await expect(remove({ LastModifiedTime: new Date(0) })).rejects.toMatchObject({ name: 'NotImplemented' });
  expect((await remove({ ETag: '"0"' })).Errors).toMatchObject([{ Code: 'PreconditionFailed' }]);
  expect((await remove({ ETag })).Deleted).toEqual([{ Key }]);
});

test('a write over what came or went since its upload began is a conflict', async () => {
  const { s3 } = await startS3({}, once);
  const conflict = { name: 'ConditionalRequestConflict', $metadata: { httpStatusCode: 409 } };
  const { ETag } = await s3.send(new PutObjectCommand({ ...target, Body: 'photo' }));
  const overExisting = await upload(s3);
  await s3.send(new DeleteObjectCommand(target));
  await expect(complete(s3, overExisting, { IfNoneMatch: '*' })).rejects.toMatchObject(conflict);

  const overNothing = await upload(s3);
  await s3.send(new PutObjectCommand({ ...target, Body: 'photo' }));
  await expect(complete(s3, overNothing, { IfMatch: ETag })).rejects.toMatchObject(conflict);
  await complete(s3, await upload(s3), { IfMatch: ETag });
});

async function upload(s3: S3Client) {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(target));
  const part = { ...target, UploadId, PartNumber: 1 };
  const { ETag } = await s3.send(new UploadPartCommand({ ...part, Body: 'x' }));
  return { ...target, UploadId, MultipartUpload: { Parts: [{ ETag, PartNumber: 1 }] } };
}

function complete(
  s3: S3Client,
  one: Awaited<ReturnType<typeof upload>>,
  condition: { IfMatch?: string | undefined; IfNoneMatch?: string },
) {
  return s3.send(new CompleteMultipartUploadCommand({ ...one, ...condition }));
}
