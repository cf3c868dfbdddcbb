import {
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketEncryptionCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { Bucket, startS3 } from '../testing/start-s3.ts';

const Key = 'x';

test('an object tells of the bucket key that it or its bucket asked for', async () => {
  const { s3 } = await startS3();
  const put = (more: object) => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', ...more }));
  const withKms = { ServerSideEncryption: 'aws:kms', BucketKeyEnabled: true };
  expect(await put(withKms)).toMatchObject(withKms);
  expect(await s3.send(new HeadObjectCommand({ Bucket, Key }))).toMatchObject(withKms);
  expect(await put({})).not.toHaveProperty('BucketKeyEnabled');
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' }, BucketKeyEnabled: true }],
      },
    }),
  );
  expect(await put({})).toMatchObject(withKms);
  expect(await s3.send(new GetObjectCommand({ Bucket, Key }))).toMatchObject(withKms);
});

test('what reads an object takes no encryption: the object has one; a part may repeat that of its upload', async () => {
  const { s3 } = await startS3();
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  s3.middlewareStack.add(
    (next) => (args) => {
      (args.request as { headers: Record<string, string> }).headers['x-amz-server-side-encryption'] =
        'AES256';
      return next(args);
    },
    { step: 'build' },
  );
  const refused = {
    name: 'InvalidArgument',
    message: 'x-amz-server-side-encryption header is not supported for this operation.',
  };
  const part = { Bucket, Key, UploadId, PartNumber: 1 };
  await expect(s3.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject(refused);
  await s3.send(new UploadPartCommand({ ...part, Body: 'x' }));
  await expect(s3.send(new HeadObjectCommand({ Bucket, Key }))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 400 },
  });
});
