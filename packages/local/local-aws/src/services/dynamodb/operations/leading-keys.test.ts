import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { expect, onTestFinished, test } from 'vitest';
import { startLocalAws } from '../../../start-local-aws.ts';

const TableName = 'notes';
const UserName = 'ana';
const Resource = `arn:aws:dynamodb:us-east-1:000000000000:table/${TableName}*`;

/** A table of everybody's notes, and a user who may do with it what the policy says. */
async function start(...Statement: object[]) {
  const aws = await startLocalAws({ port: 0, enforceIam: true });
  onTestFinished(() => aws.close());
  const { endpoint, region } = aws;
  const root = {
    endpoint,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const key = (name: string, KeyType: 'HASH' | 'RANGE') => ({ AttributeName: name, KeyType });
  await new DynamoDBClient(root).send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['owner', 'id', 'topic'].map((name) => ({
        AttributeName: name,
        AttributeType: 'S',
      })),
      KeySchema: [key('owner', 'HASH'), key('id', 'RANGE')],
      GlobalSecondaryIndexes: [
        { IndexName: 'byTopic', KeySchema: [key('topic', 'HASH')], Projection: { ProjectionType: 'ALL' } },
      ],
    }),
  );
  const iam = new IAMClient(root);
  await iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'notes', PolicyDocument }));
  return new DynamoDBClient({ ...root, credentials: { accessKeyId, secretAccessKey } });
}

const ownItems = {
  Effect: 'Allow',
  Action: 'dynamodb:*',
  Resource,
  Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['$' + '{aws:username}'] } },
};
const denied = { name: 'AccessDeniedException' };
const item = (owner: string, id = '1') => ({ owner: { S: owner }, id: { S: id } });
const table = (owner: string, id = '1') => ({ TableName, Key: item(owner, id) });
const ofOwner = (owner: string) => ({
  KeyConditionExpression: '#o = :o and begins_with(id, :i)',
  ExpressionAttributeNames: { '#o': 'owner' },
  ExpressionAttributeValues: { ':o': { S: owner }, ':i': { S: '1' } },
});

/** Requests on items of two owners, the second of whom may be the first. */
const requests = {
  PutItem: (_: string, owner: string) => new PutItemCommand({ TableName, Item: item(owner) }),
  GetItem: (_: string, owner: string) => new GetItemCommand(table(owner)),
  UpdateItem: (_: string, owner: string) => new UpdateItemCommand(table(owner)),
  DeleteItem: (_: string, owner: string) => new DeleteItemCommand(table(owner)),
  Query: (_: string, owner: string) => new QueryCommand({ TableName, ...ofOwner(owner) }),
  BatchGetItem: (first: string, owner: string) =>
    new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [item(first), item(owner, '2')] } } }),
  BatchWriteItem: (first: string, owner: string) =>
    new BatchWriteItemCommand({
      RequestItems: {
        [TableName]: [{ PutRequest: { Item: item(first) } }, { DeleteRequest: { Key: item(owner, '2') } }],
      },
    }),
  TransactGetItems: (first: string, owner: string) =>
    new TransactGetItemsCommand({ TransactItems: [{ Get: table(first) }, { Get: table(owner, '2') }] }),
  TransactWriteItems: (first: string, owner: string) =>
    new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName, Item: item(first) } },
        { ConditionCheck: { ...table(owner, '2'), ConditionExpression: 'attribute_not_exists(id)' } },
      ],
    }),
};

test.each(Object.entries(requests))(
  "%s reaches a caller's own items and nobody else's",
  async (_, request) => {
    const dynamodb = await start(ownItems);
    const send = (command: ReturnType<typeof request>) => dynamodb.send(command as PutItemCommand);
    await send(request(UserName, UserName));
    await expect(send(request(UserName, 'ben'))).rejects.toMatchObject(denied);
  },
);

test('the leading key of a query of an index is the partition key of the index', async () => {
  const Condition = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['public-*'] } };
  const dynamodb = await start({ ...ownItems, Condition });
  const ofTopic = (topic: string) =>
    new QueryCommand({
      TableName,
      IndexName: 'byTopic',
      KeyConditionExpression: 'topic = :t',
      ExpressionAttributeValues: { ':t': { S: topic } },
    });
  expect((await dynamodb.send(ofTopic('public-1'))).Items).toEqual([]);
  await expect(dynamodb.send(ofTopic('private'))).rejects.toMatchObject(denied);
});

test('a condition on what local-aws does not tell allows nothing, and denies', async () => {
  const Condition = { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['owner', 'id'] } };
  const get = new GetItemCommand(table(UserName));
  const allowed = await start({ ...ownItems, Condition });
  await expect(allowed.send(get)).rejects.toMatchObject(denied);
  const forbidden = await start(ownItems, { ...ownItems, Effect: 'Deny', Condition });
  await expect(forbidden.send(get)).rejects.toMatchObject(denied);
});
