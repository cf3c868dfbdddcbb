import {
  CloudFrontClient,
  CreateFunctionCommand as CreateEdgeFunctionCommand,
} from '@aws-sdk/client-cloudfront';
import { CloudWatchClient, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { InvokeCommand, type LambdaClient, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutBucketPolicyCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type Limit, type LimitName, limits } from '@darkroom/aws-limits';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectLambda } from './services/lambda/testing/start-lambda.ts';
import { type LocalAws, startLocalAws } from './start-local-aws.ts';

const account = '000000000000';
const text = (length: number) => 'x'.repeat(length);
const list = (length: number) => Array.from({ length }, (_, index) => String(index));

let aws: LocalAws;
let lambda: LambdaClient;
const clients = new Map<unknown, { destroy(): void }>();
type ClientClass = new (...configuration: never) => { destroy(): void };
/** The official client of a service, made once. */
function client<Class extends ClientClass>(Client: Class): InstanceType<Class> {
  const settings = {
    endpoint: aws.endpoint,
    region: 'us-east-1',
    maxAttempts: 1,
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const Made = Client as unknown as new (config: object) => InstanceType<Class>;
  const made = clients.get(Client) ?? new Made(settings);
  clients.set(Client, made);
  return made as InstanceType<Class>;
}
const FunctionName = 'limited';
const QueueUrl = () => `${aws.endpoint}/${account}/limited`;
const TopicArn = `arn:aws:sns:us-east-1:${account}:limited`;
const TableName = 'limited';
const Bucket = 'limited';

beforeAll(async () => {
  aws = await startLocalAws({ port: 0 });
});
afterAll(async () => {
  for (const made of clients.values()) made.destroy();
  await aws.close();
});

const configure = (change: object) =>
  lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, ...change }));
const invoke = (InvocationType: 'Event' | 'RequestResponse', bytes: number) =>
  lambda.send(new InvokeCommand({ FunctionName, InvocationType, Payload: JSON.stringify(text(bytes - 2)) }));
const setQueue = (name: string, value: number) =>
  client(SQSClient).send(
    new SetQueueAttributesCommand({ QueueUrl: QueueUrl(), Attributes: { [name]: String(value) } }),
  );
const put = (Key: string, Metadata: Record<string, string> = {}) =>
  client(S3Client).send(new PutObjectCommand({ Bucket, Key, Body: 'x', Metadata }));
const item = (id: string) => ({ id: { S: id } });

/** What has a size of this much of what is limited. */
type Attempt = (size: number) => Promise<unknown>;

/** How local-aws is held to a limit, or why it is not. */
const probes = {
  'lambda.timeout': (Timeout) => configure({ Timeout }),
  'lambda.memory': (MemorySize) => configure({ MemorySize }),
  'lambda.tmp': (Size) => configure({ EphemeralStorage: { Size } }),
  'lambda.environment': (bytes) => configure({ Environment: { Variables: { NAME: text(bytes - 11) } } }),
  'lambda.payload': (bytes) => invoke('RequestResponse', bytes),
  'lambda.event': (bytes) => invoke('Event', bytes),
  'lambda.stream': 'the tests of function URLs stream more',
  'lambda.zip': 'needs 50 MB; a disk’s room is the limit here',
  'lambda.unzipped': 'the tests of code unzip more',
  'lambda.code-storage': 'needs 75 GB',
  'lambda.concurrency': 'an option of local-aws; the tests of concurrency exceed it',
  'lambda.scaling': 'a machine has its own pace',
  'iam.role-name': (length) =>
    client(IAMClient).send(
      new CreateRoleCommand({
        RoleName: text(length),
        AssumeRolePolicyDocument: JSON.stringify({
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'lambda.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        }),
      }),
    ),
  'iam.role-policy': 'not enforced',
  'sqs.message': (bytes) =>
    client(SQSClient).send(new SendMessageCommand({ QueueUrl: QueueUrl(), MessageBody: text(bytes) })),
  'sqs.retention': (seconds) => setQueue('MessageRetentionPeriod', seconds),
  'sqs.visibility': (seconds) => setQueue('VisibilityTimeout', seconds),
  'sqs.delay': (seconds) => setQueue('DelaySeconds', seconds),
  'sqs.in-flight': 'needs 120,000 messages',
  'sqs.batch': (size) =>
    client(SQSClient).send(
      new SendMessageBatchCommand({
        QueueUrl: QueueUrl(),
        Entries: list(size).map((Id) => ({ Id, MessageBody: 'x' })),
      }),
    ),
  'sns.message': (bytes) => client(SNSClient).send(new PublishCommand({ TopicArn, Message: text(bytes) })),
  'events.request': (bytes) =>
    client(EventBridgeClient).send(
      new PutEventsCommand({
        Entries: [{ Source: 's', DetailType: 't', Detail: JSON.stringify({ a: text(bytes - 10) }) }],
      }),
    ),
  'events.entries': (size) =>
    client(EventBridgeClient).send(
      new PutEventsCommand({
        Entries: list(size).map(() => ({ Source: 's', DetailType: 't', Detail: '{}' })),
      }),
    ),
  'cloudwatch.metrics': (size) =>
    client(CloudWatchClient).send(
      new PutMetricAlarmCommand({
        AlarmName: 'limited',
        ComparisonOperator: 'GreaterThanThreshold',
        EvaluationPeriods: 1,
        Threshold: 1,
        Metrics: [
          { Id: 'sum', Expression: 'SUM(METRICS())', ReturnData: true },
          ...list(size).map((id) => ({
            Id: `m${id}`,
            ReturnData: false,
            MetricStat: { Metric: { Namespace: 'N', MetricName: id }, Period: 60, Stat: 'Sum' },
          })),
        ],
      }),
    ),
  'dynamodb.item': (bytes) =>
    client(DynamoDBClient).send(
      new PutItemCommand({ TableName, Item: { ...item('a'), text: { S: text(bytes - 7) } } }),
    ),
  'dynamodb.transaction': (size) =>
    client(DynamoDBClient).send(
      new TransactWriteItemsCommand({
        TransactItems: list(size).map((id) => ({ Put: { TableName, Item: item(id) } })),
      }),
    ),
  'dynamodb.batch-get': (size) =>
    client(DynamoDBClient).send(
      new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: list(size).map(item) } } }),
    ),
  'dynamodb.batch-write': (size) =>
    client(DynamoDBClient).send(
      new BatchWriteItemCommand({
        RequestItems: { [TableName]: list(size).map((id) => ({ PutRequest: { Item: item(id) } })) },
      }),
    ),
  'dynamodb.indexes': (size) =>
    client(DynamoDBClient).send(
      new CreateTableCommand({
        TableName: `indexes-${size}`,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        GlobalSecondaryIndexes: list(size).map((id) => ({
          IndexName: `index-${id}`,
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
          Projection: { ProjectionType: 'KEYS_ONLY' as const },
        })),
      }),
    ),
  'dynamodb.writes': 'a machine has its own pace',
  'dynamodb.partition-writes': 'a machine has its own pace',
  'dynamodb.partition-reads': 'a machine has its own pace',
  's3.bucket-name': (length) => client(S3Client).send(new CreateBucketCommand({ Bucket: text(length) })),
  's3.bucket-policy': (bytes) => {
    const policy = (Sid: string) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Sid,
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:GetObject',
            Resource: `arn:aws:s3:::${Bucket}/*`,
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      });
    const Policy = policy(text(bytes - policy('').length));
    return client(S3Client).send(new PutBucketPolicyCommand({ Bucket, Policy }));
  },
  's3.key': (bytes) => put(text(bytes)),
  's3.metadata': (bytes) => put('metadata', { name: text(bytes - 4) }),
  's3.put': 'needs 5 GB',
  's3.parts': 'the tests of multipart uploads ask for one more',
  's3.writes': 'a machine has its own pace',
  's3.reads': 'a machine has its own pace',
  'apigateway.payload': 'the tests of deployed APIs exceed it',
  'apigateway.timeout': 'the tests of integrations exceed it',
  'apigateway.requests': 'the tests of throttling exceed a stage’s own',
  'apigateway.burst': 'the tests of throttling exceed a stage’s own',
  'cloudfront.function': (bytes) => {
    const code = 'function handler(event) { return event.request; } //';
    return client(CloudFrontClient).send(
      new CreateEdgeFunctionCommand({
        Name: `f${bytes}`,
        FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' },
        FunctionCode: Buffer.from(code + text(bytes - code.length)),
      }),
    );
  },
  'cloudfront.behaviors': 'not enforced',
  'cloudfront.url': 'not enforced: Node.js takes 16 KB of headers',
  'cloudfront.file': 'needs 50 GB',
  'cloudfront.wildcards': 'invalidations are done at once',
} satisfies Readonly<Record<LimitName, Attempt | string>>;

const probed = Object.entries(probes).flatMap(([name, probe]) =>
  typeof probe === 'string' ? [] : [{ name, probe, limit: limits[name as LimitName] as Limit }],
);

test('local-aws takes what AWS just allows, and refuses one more', async () => {
  const functions = connectLambda(aws.endpoint);
  lambda = functions.lambda;
  await functions.create(FunctionName, 'export const handler = () => null;');
  await client(SQSClient).send(new CreateQueueCommand({ QueueName: 'limited' }));
  await client(SNSClient).send(new CreateTopicCommand({ Name: 'limited' }));
  await client(S3Client).send(new CreateBucketCommand({ Bucket }));
  await client(DynamoDBClient).send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );

  const answers = [];
  for (const { name, probe, limit } of probed) {
    const { least = 0, most } = limit;
    const sizes = least > 0 ? [least - 1, least, most, most + 1] : [most, most + 1];
    const taken = [];
    for (const size of sizes) {
      if (await isTaken(probe(size))) taken.push(size);
    }
    answers.push({ name, taken });
  }
  expect(answers).toEqual(
    probed.map(({ name, limit: { least = 0, most } }) => ({
      name,
      taken: least > 0 ? [least, most] : [most],
    })),
  );
});

/** Rejects with errors that are no refusal by the service: they are a fault of this test. */
async function isTaken(attempt: Promise<unknown>): Promise<boolean> {
  try {
    await attempt;
    return true;
  } catch (error) {
    if ((error as { readonly $fault?: string }).$fault !== 'client') throw error;
    return false;
  }
}
