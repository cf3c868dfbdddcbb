import { CreateBucketCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { onTestFinished } from 'vitest';
import { type LocalAws, type LocalAwsOptions, startLocalAws } from '../../../start-local-aws.ts';

export const Bucket = 'photos';

/** local-aws with a bucket, and the official S3 client. It ends with the test. */
export async function startS3(options: LocalAwsOptions = {}, clientOptions: S3ClientConfig = {}) {
  const aws = await startLocalAws({ port: 0, ...options });
  const s3 = clientOf(aws, clientOptions);
  onTestFinished(async () => {
    s3.destroy();
    await aws.close();
  });
  await s3.send(new CreateBucketCommand({ Bucket }));
  return { aws, s3 };
}

/** One local-aws for all tests of a file, each with its own buckets; `beforeAll` returns its `close`. */
export async function startSharedS3(clientOptions: S3ClientConfig = {}) {
  const aws = await startLocalAws({ port: 0 });
  const s3 = clientOf(aws, clientOptions);
  async function close() {
    s3.destroy();
    await aws.close();
  }
  return { aws, s3, close };
}

function clientOf({ endpoint, region }: LocalAws, options: S3ClientConfig): S3Client {
  return new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    ...options,
  });
}
