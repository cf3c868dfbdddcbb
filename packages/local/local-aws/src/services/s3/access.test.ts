import {
  CopyObjectCommand,
  DeletePublicAccessBlockCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { Bucket, startS3 } from './testing/start-s3.ts';

const objects = `arn:aws:s3:::${Bucket}/*`;

async function startWithPolicy(...Statement: object[]) {
  const { aws, s3 } = await startS3({ enforceIam: true });
  await s3.send(new PutObjectCommand({ Bucket, Key: 'public/x', Body: 'hello' }));
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  /** A request without any signature. */
  const anonymously = (path: string, init?: RequestInit) => fetch(`${aws.endpoint}/${Bucket}/${path}`, init);
  return { s3, anonymously };
}

test('without a policy nobody unknown gets anything', async () => {
  const { aws, s3 } = await startS3();
  await s3.send(new PutObjectCommand({ Bucket, Key: 'x', Body: 'hello' }));
  for (const path of ['', Bucket, `${Bucket}/x`, `${Bucket}/nothing`]) {
    const answer = await fetch(`${aws.endpoint}/${path}`);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<Code>AccessDenied</Code>');
  }
});

test('a public policy lets everybody do what it says and no more', async () => {
  const Resource = `arn:aws:s3:::${Bucket}/public/*`;
  const { anonymously } = await startWithPolicy({
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:GetObject',
    Resource,
  });
  expect(await (await anonymously('public/x')).text()).toBe('hello');
  // Who may not list the bucket does not learn which keys there are.
  expect((await anonymously('public/nothing')).status).toBe(403);
  expect((await anonymously('')).status).toBe(403);
  expect((await anonymously('public/x', { method: 'PUT', body: 'mine' })).status).toBe(403);
  expect((await anonymously('public/x', { method: 'DELETE' })).status).toBe(403);
});

test('a listing may be allowed for a prefix alone', async () => {
  const { anonymously } = await startWithPolicy({
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:ListBucket',
    Resource: `arn:aws:s3:::${Bucket}`,
    Condition: { StringEquals: { 's3:prefix': 'public/' } },
  });
  expect((await anonymously('?list-type=2&prefix=public/')).status).toBe(200);
  expect((await anonymously('?list-type=2&prefix=private/')).status).toBe(403);
});

test('what a policy denies is denied to its owner too, by the headers of the request', async () => {
  const { s3 } = await startWithPolicy({
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: objects,
    Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'AES256' } },
  });
  const put = { Bucket, Key: 'x', Body: 'x' };
  await expect(s3.send(new PutObjectCommand(put))).rejects.toMatchObject({ name: 'AccessDenied' });
  await s3.send(new PutObjectCommand({ ...put, ServerSideEncryption: 'AES256' }));
  await s3.send(new GetObjectCommand({ Bucket, Key: 'x' }));
});

test('a bucket that is restricted gives strangers nothing, whatever its policy says', async () => {
  const { s3, anonymously } = await startWithPolicy({
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: objects,
  });
  expect((await anonymously('public/x')).status).toBe(200);
  const restrict = (RestrictPublicBuckets: boolean) =>
    s3.send(
      new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: { RestrictPublicBuckets } }),
    );
  await restrict(true);
  expect((await anonymously('public/x')).status).toBe(403);
  await restrict(false);
  expect((await anonymously('public/x')).status).toBe(200);
});

test.each([
  ['111122223333', 'AccessDenied', 403],
  ['mine', 'InvalidBucketOwnerAWSAccountID', 400],
])('a request that expects %s to own the bucket is refused: %s', async (owner, name, httpStatusCode) => {
  const { s3 } = await startS3();
  const refused = { name, $metadata: { httpStatusCode } };
  const ExpectedBucketOwner = owner;
  await expect(
    s3.send(new PutObjectCommand({ Bucket, Key: 'x', ExpectedBucketOwner })),
  ).rejects.toMatchObject(refused);
  await s3.send(new PutObjectCommand({ Bucket, Key: 'x', ExpectedBucketOwner: '000000000000' }));
  const copy = { Bucket, Key: 'y', CopySource: `${Bucket}/x`, ExpectedSourceBucketOwner: owner };
  await expect(s3.send(new CopyObjectCommand(copy))).rejects.toMatchObject(refused);
});
