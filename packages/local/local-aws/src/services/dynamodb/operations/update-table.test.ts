import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateTableCommand,
  type UpdateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import { startLocalAws } from '../../../start-local-aws.ts';

const TableName = 'photos';
const Key = { id: { S: 'a' } };
const album = { AttributeName: 'album', AttributeType: 'S' } as const;
const byAlbum = {
  IndexName: 'byAlbum',
  KeySchema: [{ AttributeName: 'album', KeyType: 'HASH' }],
  Projection: { ProjectionType: 'ALL' },
} as const;

/** A table with one photo. */
async function startTable() {
  const aws = await startLocalAws({ port: 0 });
  onTestFinished(() => aws.close());
  const dynamodb = new DynamoDBClient({
    endpoint: aws.endpoint,
    region: aws.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  onTestFinished(() => dynamodb.destroy());
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  await dynamodb.send(new PutItemCommand({ TableName, Item: { ...Key, album: { S: 'summer' } } }));
  return {
    dynamodb,
    update: (change: Partial<UpdateTableCommandInput>) =>
      dynamodb.send(new UpdateTableCommand({ TableName, ...change })),
    definitions: async () =>
      (await dynamodb.send(new DescribeTableCommand({ TableName }))).Table?.AttributeDefinitions,
  };
}

test('a new index needs the definition of its own key alone, and has the items that are there', async () => {
  const { dynamodb, update, definitions } = await startTable();
  await update({
    AttributeDefinitions: [album],
    GlobalSecondaryIndexUpdates: [{ Create: { ...byAlbum, KeySchema: [...byAlbum.KeySchema] } }],
  });

  expect(await definitions()).toEqual([{ AttributeName: 'id', AttributeType: 'S' }, album]);
  const { Items } = await dynamodb.send(
    new QueryCommand({
      TableName,
      IndexName: 'byAlbum',
      KeyConditionExpression: 'album = :album',
      ExpressionAttributeValues: { ':album': { S: 'summer' } },
    }),
  );
  expect(Items).toMatchObject([Key]);
  expect(await dynamodb.send(new GetItemCommand({ TableName, Key }))).toMatchObject({ Item: Key });

  await update({ GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'byAlbum' } }] });
  expect(await definitions()).toEqual([{ AttributeName: 'id', AttributeType: 'S' }]);
});

test.each([
  [
    'definitions alone',
    { AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' as const }] },
    /^At least one of ProvisionedThroughput, BillingMode/,
  ],
  [
    'another type of the table’s key',
    {
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' as const }, album],
      GlobalSecondaryIndexUpdates: [{ Create: { ...byAlbum, KeySchema: [...byAlbum.KeySchema] } }],
    },
    /Attribute id is defined with type S/,
  ],
  [
    'an index whose key nobody defines',
    { GlobalSecondaryIndexUpdates: [{ Create: { ...byAlbum, KeySchema: [...byAlbum.KeySchema] } }] },
    /Some index key attributes are not defined in AttributeDefinitions. Keys: \[album\]/,
  ],
])('%s is refused, and the items stay', async (_, change, message) => {
  const { dynamodb, update, definitions } = await startTable();
  const updated = update(change);
  await expect(updated).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(updated).rejects.toThrow(message);
  expect(await definitions()).toEqual([{ AttributeName: 'id', AttributeType: 'S' }]);
  expect(await dynamodb.send(new GetItemCommand({ TableName, Key }))).toMatchObject({ Item: Key });
});

test('a table’s throughput that is what it was is refused, another one taken', async () => {
  const { update } = await startTable();
  const ProvisionedThroughput = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 };
  await update({ BillingMode: 'PROVISIONED', ProvisionedThroughput });
  await expect(update({ ProvisionedThroughput })).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringMatching(
      /^The provisioned throughput for the table will not change\. The requested value equals the current value\. Current ReadCapacityUnits provisioned for the table: 5\. Requested ReadCapacityUnits: 5\./,
    ),
  });
  await update({ ProvisionedThroughput: { ReadCapacityUnits: 6, WriteCapacityUnits: 5 } });
});
