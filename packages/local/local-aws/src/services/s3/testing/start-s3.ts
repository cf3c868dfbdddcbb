import { CreateBucketCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { onTestFinished } from 'vitest';
import { type LocalAwsOptions, startLocalAws } from '../../../start-local-aws.ts';

export const Bucket = 'photos';

/** local-aws with a bucket, and the official client of S3. It ends with the test. */
export async function startS3(options: LocalAwsOptions = {}, clientOptions: S3ClientConfig = {}) {
  const aws = await startLocalAws({ port: 0, ...options });
  const s3 = new S3Client({
    endpoint: aws.endpoint,
    region: aws.region,
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    ...clientOptions,
  });
  onTestFinished(async () => {
    s3.destroy();
    await aws.close();
  });
  await s3.send(new CreateBucketCommand({ Bucket }));
  return { aws, s3 };
}
