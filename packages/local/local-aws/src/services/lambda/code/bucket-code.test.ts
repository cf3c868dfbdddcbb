import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { LambdaClient, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import { startLambda } from '../testing/start-lambda.ts';
import { zipOf } from '../testing/zip-of.ts';

const FunctionName = 'kept';
const S3Bucket = 'artifacts';
const S3Key = 'team a/kept.zip';

test('a function runs the zip of a bucket, also an older version of it, if its caller may read it', async () => {
  const { aws, lambda, iam, create, invoke } = await startLambda({ enforceIam: true });
  const connection = { endpoint: aws.endpoint, region: 'us-east-1' };
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const s3 = new S3Client({ ...connection, credentials, forcePathStyle: true });
  onTestFinished(() => s3.destroy());
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  await s3.send(new CreateBucketCommand({ Bucket: S3Bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket: S3Bucket, VersioningConfiguration }));
  const put = async (answer: number) => {
    const Body = await zipOf({ 'index.mjs': `export const handler = async () => ${answer};` });
    return (await s3.send(new PutObjectCommand({ Bucket: S3Bucket, Key: S3Key, Body }))).VersionId;
  };
  const first = await put(1);
  await put(2);

  const update = (code: object, client = lambda) =>
    client.send(new UpdateFunctionCodeCommand({ FunctionName, S3Bucket, S3Key, ...code }));
  await create(FunctionName, '', { Code: { S3Bucket, S3Key } });
  expect((await invoke(FunctionName)).value).toBe(2);
  await update({ S3ObjectVersion: first });
  expect((await invoke(FunctionName)).value).toBe(1);

  await expect(update({ S3Key: 'gone.zip' })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message:
      'Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.',
  });
  await expect(update({ S3Bucket: 'nowhere' })).rejects.toThrow('S3 Error Code: NoSuchBucket.');

  await iam.send(new CreateUserCommand({ UserName: 'deployer' }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'deployer' }));
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'lambda:*', Resource: '*' },
  });
  await iam.send(new PutUserPolicyCommand({ UserName: 'deployer', PolicyName: 'deploy', PolicyDocument }));
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
  const deployer = new LambdaClient({ ...connection, credentials: { accessKeyId, secretAccessKey } });
  onTestFinished(() => deployer.destroy());
  await expect(update({}, deployer)).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining(
      `permission to GetObject for ${S3Bucket}/${S3Key}. S3 Error Code: AccessDenied.`,
    ),
  });
});
