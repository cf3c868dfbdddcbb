import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, onTestFinished, test } from 'vitest';
import { zipOf } from '../services/lambda/testing/zip-of.ts';
import { type LocalAwsOptions, startLocalAws } from '../start-local-aws.ts';

const Bucket = 'photos';
const session = 'arn:aws:sts::000000000000:assumed-role/reader/tester';

/** A cloud, what its root does in it, and the session of a role that may do nothing yet. */
async function start(options: LocalAwsOptions = { enforceIam: true }) {
  const aws = await startLocalAws({ port: 0, ...options });
  onTestFinished(() => aws.close());
  const { endpoint, region } = aws;
  const settings = { endpoint, region, forcePathStyle: true, maxAttempts: 1 };
  const asRoot = { ...settings, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const root = { iam: new IAMClient(asRoot), s3: new S3Client(asRoot), sts: new STSClient(asRoot) };
  await root.s3.send(new CreateBucketCommand({ Bucket }));
  const AssumeRolePolicyDocument = JSON.stringify({
    Statement: { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' },
  });
  const { Role } = await root.iam.send(
    new CreateRoleCommand({ RoleName: 'reader', AssumeRolePolicyDocument }),
  );
  const assumed = await root.sts.send(
    new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 'tester' }),
  );
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = assumed.Credentials ?? {};
  const credentials = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
  const asReader = { ...settings, credentials };
  const reader = {
    s3: new S3Client(asReader),
    dynamodb: new DynamoDBClient(asReader),
    sts: new STSClient(asReader),
  };

  return {
    endpoint,
    root,
    reader,
    credentials,
    settings,
    asRoot,
    asReader,
    grant: (...Statement: object[]) =>
      root.iam.send(
        new PutRolePolicyCommand({
          RoleName: 'reader',
          PolicyName: 'own',
          PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
        }),
      ),
    bucketPolicy: (...Statement: object[]) =>
      root.s3.send(
        new PutBucketPolicyCommand({
          Bucket,
          Policy: JSON.stringify({ Version: '2012-10-17', Statement }),
        }),
      ),
  };
}

const put = new PutObjectCommand({ Bucket, Key: 'a.jpg', Body: 'x' });
const allowPut = { Effect: 'Allow', Action: 's3:PutObject', Resource: `arn:aws:s3:::${Bucket}/*` };

test("a role does what its policy allows until that is taken away, and is denied in AWS's words", async () => {
  const { reader, root, grant } = await start();
  const denied = {
    name: 'AccessDenied',
    $metadata: { httpStatusCode: 403 },
    message: `User: ${session} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::photos/a.jpg" because no identity-based policy allows the s3:PutObject action`,
  };
  await expect(reader.s3.send(put)).rejects.toMatchObject(denied);
  await grant(allowPut);
  await expect(reader.s3.send(put)).resolves.toBeDefined();
  await root.iam.send(new DeleteRolePolicyCommand({ RoleName: 'reader', PolicyName: 'own' }));
  await expect(reader.s3.send(put)).rejects.toMatchObject(denied);
});

test('each action of a role needs its own permission, on its own resource', async () => {
  const { reader, grant } = await start();
  const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/images';
  await grant({ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: table });
  const item = { TableName: 'images', Item: { pk: { S: 'a' } } };
  await expect(reader.dynamodb.send(new PutItemCommand(item))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: `User: ${session} is not authorized to perform: dynamodb:PutItem on resource: ${table} because no identity-based policy allows the dynamodb:PutItem action`,
  });
  const key = { TableName: 'images', Key: { pk: { S: 'a' } } };
  await expect(reader.dynamodb.send(new GetItemCommand(key))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('conditions see what is asked for', async () => {
  const { reader, grant } = await start();
  const Condition = { StringLike: { 's3:prefix': 'mine/*' } };
  await grant({ Effect: 'Allow', Action: 's3:ListBucket', Resource: `arn:aws:s3:::${Bucket}`, Condition });
  const list = (Prefix: string) => reader.s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
  await expect(list('mine/')).resolves.toMatchObject({ KeyCount: 0 });
  await expect(list('yours/')).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('a deny in either policy wins, also over the root user, who can still take it back', async () => {
  const { reader, root, grant, bucketPolicy } = await start();
  await grant(allowPut, { ...allowPut, Effect: 'Deny' });
  await expect(reader.s3.send(put)).rejects.toThrow('with an explicit deny in an identity-based policy');
  await grant(allowPut);
  await bucketPolicy({ ...allowPut, Effect: 'Deny', Principal: '*' });
  for (const { s3 } of [reader, root])
    await expect(s3.send(put)).rejects.toThrow('with an explicit deny in a resource-based policy');
  await root.s3.send(new DeleteBucketPolicyCommand({ Bucket }));
  await expect(reader.s3.send(put)).resolves.toBeDefined();
});

test('a bucket policy that demands TLS is met on loopback', async () => {
  const { root, bucketPolicy } = await start();
  await bucketPolicy({
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  });
  await expect(root.s3.send(put)).resolves.toBeDefined();
});

test("a queue's and a function's own policy allow what the role's does not, and deny what it does", async () => {
  const { asReader, asRoot, grant } = await start();
  const root = new SQSClient(asRoot);
  const sqs = new SQSClient(asReader);
  const { QueueUrl } = await root.send(new CreateQueueCommand({ QueueName: 'work' }));
  const send = new SendMessageCommand({ QueueUrl, MessageBody: 'x' });
  const open = async (Effect: 'Allow' | 'Deny') => {
    const Principal = { AWS: 'arn:aws:iam::000000000000:role/reader' };
    const Policy = JSON.stringify({
      Statement: { Effect, Principal, Action: 'sqs:SendMessage', Resource: '*' },
    });
    await root.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  };
  await expect(sqs.send(send)).rejects.toMatchObject({ name: 'AccessDenied' });
  await open('Allow');
  await expect(sqs.send(send)).resolves.toBeDefined();
  await open('Deny');
  await grant({ Effect: 'Allow', Action: 'sqs:*', Resource: '*' });
  await expect(sqs.send(send)).rejects.toThrow('with an explicit deny in a resource-based policy');

  const lambda = new LambdaClient(asRoot);
  const FunctionName = 'resize';
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: 'arn:aws:iam::000000000000:role/reader',
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: await zipOf({ 'index.mjs': 'export const handler = () => 1' }) },
    }),
  );
  const dryRun = new InvokeCommand({ FunctionName, InvocationType: 'DryRun' });
  await expect(new LambdaClient(asReader).send(dryRun)).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
  await lambda.send(
    new AddPermissionCommand({
      FunctionName,
      StatementId: 'reader',
      Action: 'lambda:InvokeFunction',
      Principal: 'arn:aws:iam::000000000000:role/reader',
    }),
  );
  await expect(new LambdaClient(asReader).send(dryRun)).resolves.toMatchObject({ StatusCode: 204 });
});

test('a session is refused without its token, and knows who it is without any permission', async () => {
  const { reader, credentials, settings } = await start();
  const { sessionToken: _, ...withoutToken } = credentials;
  const s3 = new S3Client({ ...settings, credentials: withoutToken });
  await expect(s3.send(put)).rejects.toMatchObject({ name: 'InvalidToken' });
  await expect(reader.sts.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({ Arn: session });
});

test('without enforcement a role may do everything, an anonymous caller what a bucket policy allows', async () => {
  const { reader, endpoint, root, bucketPolicy } = await start({});
  await reader.s3.send(put);
  expect((await fetch(`${endpoint}/${Bucket}/a.jpg`)).status).toBe(403);
  await root.s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  await bucketPolicy({ ...allowPut, Action: 's3:GetObject', Principal: '*' });
  expect(await (await fetch(`${endpoint}/${Bucket}/a.jpg`)).text()).toBe('x');
  await expect(root.s3.send(new GetObjectCommand({ Bucket, Key: 'a.jpg' }))).resolves.toBeDefined();
});
