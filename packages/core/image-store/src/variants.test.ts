import { CreateBucketCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { startLocalAws } from '@darkroom/local-aws';
import { expect, onTestFinished, test } from 'vitest';
import { s3Variants } from './variants.ts';

test('a variant that S3 does not delete causes an error that names it, although S3 answers 200', async () => {
  const { endpoint, region, close } = await startLocalAws({ port: 0, enforceIam: true });
  onTestFinished(close);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  const Bucket = 'variants';
  await s3.send(new CreateBucketCommand({ Bucket }));
  const Resource = `arn:aws:s3:::${Bucket}/id/1/kept.webp`;
  const Statement = [{ Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject', Resource }];
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));

  const variants = s3Variants(s3, Bucket, 'no-store');
  const keys = ['id/1/kept.webp', 'id/1/large.jpg'];
  for (const key of keys) await variants.put({ key, contentType: 'image/any', bytes: new Uint8Array(1) });
  await expect(variants.delete(keys)).rejects.toThrow(
    'S3 did not delete 1 variants; id/1/kept.webp: AccessDenied',
  );
  for await (const page of variants.list('id')) expect(page).toEqual(['id/1/kept.webp']);
});
