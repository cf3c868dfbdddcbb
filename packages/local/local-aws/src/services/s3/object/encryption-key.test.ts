import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { DisableKeyCommand, KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketEncryptionCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { expect, onTestFinished, test } from 'vitest';
import { createKey } from '../../kms/testing/start-kms.ts';
import { Bucket, startS3 } from '../testing/start-s3.ts';

const root = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };

/** A bucket that encrypts with a key of the account's own, and a user who may do everything with its objects. */
async function startEncrypted() {
  const { aws, s3 } = await startS3({ enforceIam: true });
  const { endpoint } = aws;
  const KeyId = await createKey(endpoint);
  const byDefault = { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: KeyId };
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: true }],
      },
    }),
  );
  const iam = new IAMClient({ endpoint, ...root });
  const kms = new KMSClient({ endpoint, ...root });
  const UserName = 'photographer';
  await iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const user = new S3Client({
    endpoint,
    region: root.region,
    forcePathStyle: true,
    credentials: {
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    },
  });
  onTestFinished(() => {
    for (const client of [iam, kms, user]) client.destroy();
  });
  /** Lets the user do this with the key, and nothing else. */
  async function allow(...actions: string[]) {
    const statements = [
      { Effect: 'Allow', Action: 's3:*', Resource: '*' },
      ...actions.map((Action) => ({
        ...{ Effect: 'Allow', Action, Resource: KeyId },
        Condition: {
          StringEquals: {
            'kms:ViaService': 's3.us-east-1.amazonaws.com',
            'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${Bucket}`,
          },
        },
      })),
    ];
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'photos', PolicyDocument }));
  }
  const post = async (Key: string) => {
    const { url, fields } = await createPresignedPost(user, { Bucket, Key });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('file', new Blob(['photo']));
    return fetch(url, { method: 'POST', body: form });
  };
  return { s3, user, kms, KeyId, allow, post };
}

const denied = (action: string) => ({
  name: 'AccessDenied',
  message: expect.stringContaining(`is not authorized to perform: ${action} on resource`),
});

test('who writes needs kms:GenerateDataKey, who reads kms:Decrypt, whatever they may do in S3', async () => {
  const { user, allow, post, KeyId } = await startEncrypted();
  const put = (Key: string) => user.send(new PutObjectCommand({ Bucket, Key, Body: 'photo' }));
  const get = (Key: string) => user.send(new GetObjectCommand({ Bucket, Key }));
  const copy = () => user.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/put` }));
  await allow();
  await expect(put('put')).rejects.toMatchObject(denied('kms:GenerateDataKey'));
  expect((await post('post')).status).toBe(403);

  await allow('kms:GenerateDataKey');
  expect(await put('put')).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId });
  expect((await post('post')).status).toBe(204);
  await expect(get('post')).rejects.toMatchObject(denied('kms:Decrypt'));
  expect(await user.send(new HeadObjectCommand({ Bucket, Key: 'post' }))).toMatchObject({
    SSEKMSKeyId: KeyId,
  });
  await expect(copy()).rejects.toMatchObject(denied('kms:Decrypt'));
  const upload = { Bucket, Key: 'parts' };
  const { UploadId } = await user.send(new CreateMultipartUploadCommand(upload));
  const { ETag } = await user.send(
    new UploadPartCommand({ ...upload, UploadId, PartNumber: 1, Body: 'photo' }),
  );
  const complete = new CompleteMultipartUploadCommand({
    ...{ ...upload, UploadId },
    MultipartUpload: { Parts: [{ ETag, PartNumber: 1 }] },
  });
  await expect(user.send(complete)).rejects.toMatchObject(denied('kms:Decrypt'));

  await allow('kms:GenerateDataKey', 'kms:Decrypt');
  await user.send(complete);
  expect(await (await get('parts')).Body?.transformToString()).toBe('photo');
  await copy();
});

test("a key's own policy comes first, and a key that is disabled opens nothing", async () => {
  const { s3, user, kms, KeyId, allow } = await startEncrypted();
  await allow('kms:GenerateDataKey', 'kms:Decrypt');
  const put = () => user.send(new PutObjectCommand({ Bucket, Key: 'x', Body: 'photo' }));
  await put();
  const admin = {
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::000000000000:root' },
    Action: ['kms:Put*', 'kms:Disable*', 'kms:Describe*'],
    Resource: '*',
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [admin] });
  await kms.send(new PutKeyPolicyCommand({ KeyId, Policy }));
  await expect(put()).rejects.toMatchObject({
    message: expect.stringContaining(
      'because no resource-based policy allows the kms:GenerateDataKey action',
    ),
  });
  await kms.send(new DisableKeyCommand({ KeyId }));
  await expect(s3.send(new GetObjectCommand({ Bucket, Key: 'x' }))).rejects.toMatchObject({
    name: 'KMS.DisabledException',
  });
  await expect(
    s3.send(
      new PutObjectCommand({
        Bucket,
        Key: 'y',
        Body: 'x',
        ServerSideEncryption: 'aws:kms',
        SSEKMSKeyId: 'none',
      }),
    ),
  ).rejects.toMatchObject({ name: 'KMS.NotFoundException' });
});
