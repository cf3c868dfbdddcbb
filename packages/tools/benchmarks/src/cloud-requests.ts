import { randomBytes } from 'node:crypto';
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type Session, session } from '@darkroom/localstack-client';

/** One kind of request to an emulator of AWS, sent `times` times by one client, one after another. */
export interface Request {
  readonly name: string;
  readonly times: number;
  send(n: number): Promise<unknown>;
}

const Bucket = 'benchmark';
const TableName = 'benchmark';
const listed = 10_000;

/** Creates what the requests need, and returns them. Ids are padded, so that keys are in order. */
export async function cloudRequests(endpoint: string): Promise<Request[]> {
  const to = session({ endpoint, region: 'us-east-1' });
  return [...(await ofS3(to)), ...(await ofDynamoDB(to)), ...(await ofSqs(to))];
}

const id = (n: number): string => String(n).padStart(8, '0');

async function ofS3(to: Session): Promise<Request[]> {
  const s3 = to.client(S3Client);
  await s3.send(new CreateBucketCommand({ Bucket }));
  const sizes = [
    { name: '1 KB', times: 300, body: randomBytes(1024) },
    { name: '100 KB', times: 200, body: randomBytes(100 * 1024) },
    { name: '10 MB', times: 12, body: randomBytes(10 * 1024 ** 2) },
  ];
  return [
    ...sizes.flatMap(({ name, times, body }) => [
      {
        name: `S3 PutObject, ${name}`,
        times,
        send: (n: number) => s3.send(new PutObjectCommand({ Bucket, Key: `${name}/${id(n)}`, Body: body })),
      },
      {
        name: `S3 GetObject, ${name}`,
        times,
        send: async (n: number) => {
          const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: `${name}/${id(n)}` }));
          const { byteLength } = (await Body?.transformToByteArray()) ?? new Uint8Array();
          if (byteLength !== body.byteLength) throw new Error(`${byteLength} bytes came of ${name}.`);
        },
      },
    ]),
    {
      name: `S3 PutObject, 1 byte, until there are ${listed.toLocaleString('en')}`,
      times: listed,
      send: (n) => s3.send(new PutObjectCommand({ Bucket, Key: `listed/${id(n)}`, Body: '.' })),
    },
    {
      name: `S3 ListObjectsV2, a page of 1,000 of these`,
      times: 20,
      send: async (n) => {
        const StartAfter = `listed/${id(n * 400)}`;
        const { KeyCount } = await s3.send(
          new ListObjectsV2Command({ Bucket, Prefix: 'listed/', StartAfter }),
        );
        if (KeyCount !== 1000) throw new Error(`A page had ${KeyCount} keys.`);
      },
    },
  ];
}

async function ofDynamoDB(to: Session): Promise<Request[]> {
  const db = to.client(DynamoDBClient);
  await db.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [
        { AttributeName: 'album', KeyType: 'HASH' },
        { AttributeName: 'id', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'album', AttributeType: 'S' },
        { AttributeName: 'id', AttributeType: 'S' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  const keyOf = (n: number) => ({ album: { S: `a${Math.floor(n / 100)}` }, id: { S: id(n) } });
  const itemOf = (n: number) => ({ ...keyOf(n), title: { S: 'light '.repeat(80) }, bytes: { N: String(n) } });
  const times = 400;
  return [
    {
      name: 'DynamoDB PutItem, 0.5 KB',
      times,
      send: (n) => db.send(new PutItemCommand({ TableName, Item: itemOf(n) })),
    },
    {
      name: 'DynamoDB GetItem',
      times,
      send: (n) => db.send(new GetItemCommand({ TableName, Key: keyOf(n) })),
    },
    {
      name: 'DynamoDB Query, 100 items',
      times: 100,
      send: (n) =>
        db.send(
          new QueryCommand({
            TableName,
            KeyConditionExpression: 'album = :album',
            ExpressionAttributeValues: { ':album': { S: `a${n % 4}` } },
          }),
        ),
    },
    {
      name: 'DynamoDB TransactWriteItems, 4 items',
      times: 200,
      send: (n) =>
        db.send(
          new TransactWriteItemsCommand({
            TransactItems: [0, 1, 2, 3].map((each) => ({ Put: { TableName, Item: itemOf(n * 4 + each) } })),
          }),
        ),
    },
  ];
}

async function ofSqs(to: Session): Promise<Request[]> {
  const sqs = to.client(SQSClient);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'benchmark' }));
  const times = 300;
  return [
    {
      name: 'SQS SendMessage, 1 KB',
      times,
      send: () => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm'.repeat(1024) })),
    },
    {
      name: 'SQS ReceiveMessage and DeleteMessage',
      times,
      send: async () => {
        const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
        if (Messages.length === 0) throw new Error('A message is missing.');
        for (const { ReceiptHandle } of Messages)
          await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      },
    },
  ];
}
