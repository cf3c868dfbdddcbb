import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { zipOf } from '../../services/lambda/testing/zip-of.ts';
import { type LocalAwsOptions, startLocalAws } from '../../start-local-aws.ts';

/** Functions here have no SDK of their own; this is the one that AWS's runtimes bring. */
const sdk = (service: string) => import.meta.resolve(`@aws-sdk/client-${service}`);
const arn = (service: string, name: string) => `arn:aws:${service}:us-east-1:000000000000:${name}`;
const clientSource = (service: string, names: string) => `import { ${names} } from '${sdk(service)}';`;

/** Writes an item for each object; of a key with `torn` it fails at the first try. */
const develop = `${clientSource('dynamodb', 'DynamoDBClient, PutItemCommand')}
  const db = new DynamoDBClient({});
  const seen = new Set();
  export const handler = async ({ Records: [{ s3 }] }) => {
    const { key } = s3.object;
    console.log('developing', key);
    if (key.includes('torn') && !seen.has(key)) { seen.add(key); throw new RangeError('torn paper'); }
    await db.send(new PutItemCommand({ TableName: 'prints', Item: { id: { S: key } } }));
    return { developed: key };
  };`;

/** Sends a message for each change of the table. */
const announce = (QueueUrl: string) => `${clientSource('sqs', 'SQSClient, SendMessageCommand')}
  const sqs = new SQSClient({});
  export const handler = async ({ Records }) => {
    for (const { dynamodb } of Records)
      await sqs.send(new SendMessageCommand({ QueueUrl: '${QueueUrl}', MessageBody: JSON.stringify(dynamodb.Keys) }));
  };`;

const frame = `export const handler = async ({ Records }) => ({ framed: Records.length });`;

/** A small studio: bucket `photos` → develop → table `prints` → stream → announce → queue `frames` → frame. */
export async function startStudio(options: LocalAwsOptions = {}) {
  const aws = await startLocalAws({ port: 0, lambda: { retryDelaysMs: [1, 1] }, ...options });
  const settings = {
    endpoint: aws.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const lambda = new LambdaClient(settings);
  const dynamodb = new DynamoDBClient(settings);
  const sqs = new SQSClient(settings);
  const iam = new IAMClient(settings);
  const clients = [s3, lambda, dynamodb, sqs, iam];

  const trust = {
    Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
  };
  const RoleName = 'studio';
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const allowed = ['dynamodb:*', 'sqs:*'].map((Action) => ({ Effect: 'Allow', Action, Resource: '*' }));
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: allowed });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument }));
  async function create(FunctionName: string, source: string) {
    const Code = { ZipFile: await zipOf({ 'index.mjs': source }) };
    const Role = 'arn:aws:iam::000000000000:role/studio';
    const more = { Role, Runtime: 'nodejs22.x', Handler: 'index.handler', Timeout: 20 } as const;
    await lambda.send(new CreateFunctionCommand({ FunctionName, Code, ...more }));
  }
  const map = (FunctionName: string, EventSourceArn = '') =>
    lambda.send(
      new CreateEventSourceMappingCommand({ FunctionName, EventSourceArn, StartingPosition: 'TRIM_HORIZON' }),
    );

  const { TableDescription } = await dynamodb.send(
    new CreateTableCommand({
      TableName: 'prints',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'frames' }));
  await create('develop', develop);
  await create('announce', announce(QueueUrl));
  await create('frame', frame);
  await map('announce', TableDescription?.LatestStreamArn);
  await lambda.send(
    new CreateEventSourceMappingCommand({ FunctionName: 'frame', EventSourceArn: arn('sqs', 'frames') }),
  );
  const Bucket = 'photos';
  await s3.send(new CreateBucketCommand({ Bucket }));
  const permission = { StatementId: 's3', Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com' };
  await lambda.send(new AddPermissionCommand({ FunctionName: 'develop', ...permission }));
  const LambdaFunctionArn = arn('lambda', 'function:develop');
  const NotificationConfiguration = {
    LambdaFunctionConfigurations: [{ LambdaFunctionArn, Events: ['s3:ObjectCreated:*' as const] }],
  };
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));

  return {
    aws,
    s3,
    sqs,
    upload: (Key: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'light' })),
    async close() {
      for (const client of clients) client.destroy();
      await aws.close();
    },
  };
}
