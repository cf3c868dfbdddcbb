import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import { startLocalAws } from '../../../start-local-aws.ts';

const TableName = 'photos';
const ReturnConsumedCapacity = 'INDEXES';
const Key = { album: { S: 'summer' }, id: { S: '1' } };
const Item = { ...Key, owner: { S: 'me' }, size: { N: '5' }, title: { S: 'Sea' } };
const text = (...names: string[]) =>
  names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' }) as const);

/** A table with an index by owner that has titles, and one of albums by size that has everything. */
async function start() {
  const aws = await startLocalAws({ port: 0 });
  onTestFinished(() => aws.close());
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const dynamodb = new DynamoDBClient({ endpoint: aws.endpoint, region: aws.region, credentials });
  onTestFinished(() => dynamodb.destroy());
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...text('album', 'id', 'owner'), { AttributeName: 'size', AttributeType: 'N' }],
      KeySchema: [
        { AttributeName: 'album', KeyType: 'HASH' },
        { AttributeName: 'id', KeyType: 'RANGE' },
      ],
      LocalSecondaryIndexes: [
        {
          IndexName: 'bySize',
          KeySchema: [
            { AttributeName: 'album', KeyType: 'HASH' },
            { AttributeName: 'size', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byOwner',
          KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['title'] },
        },
      ],
    }),
  );
  const put = async (item: typeof Item | typeof Key) =>
    (await dynamodb.send(new PutItemCommand({ TableName, Item: item, ReturnConsumedCapacity })))
      .ConsumedCapacity;
  return { dynamodb, put };
}

/** One unit of the table beside those of the indexes. */
function units(byOwner: number, bySize: number) {
  return {
    TableName,
    CapacityUnits: 1 + byOwner + bySize,
    Table: { CapacityUnits: 1 },
    ...(byOwner ? { GlobalSecondaryIndexes: { byOwner: { CapacityUnits: byOwner } } } : {}),
    ...(bySize ? { LocalSecondaryIndexes: { bySize: { CapacityUnits: bySize } } } : {}),
  };
}

test('a write tells the capacity of the indexes that it changes, and of no other', async () => {
  const { dynamodb, put } = await start();
  expect(await put(Key)).toEqual(units(0, 0));
  expect(await put(Item)).toEqual(units(1, 1));
  expect(await put(Item)).toEqual(units(0, 0));
  expect(await put({ ...Item, title: { S: 'x'.repeat(3000) } })).toEqual({
    ...units(3, 3),
    CapacityUnits: 9,
    Table: { CapacityUnits: 3 },
  });
  const deleted = await dynamodb.send(
    new DeleteItemCommand({ TableName, Key, ReturnConsumedCapacity: 'TOTAL' }),
  );
  expect(deleted.ConsumedCapacity).toEqual({ TableName, CapacityUnits: 9 });
});

test.each([
  ['SET note = :value', 0, 1],
  ['SET title = :value', 1, 1],
  ['SET #owner = :value', 2, 1],
  ['REMOVE #owner', 1, 1],
])('an update by %s takes %i units of the index by owner and %i of the one by size', async (...row) => {
  const [UpdateExpression, byOwner, bySize] = row;
  const { dynamodb, put } = await start();
  await put(Item);
  const { ConsumedCapacity } = await dynamodb.send(
    new UpdateItemCommand({
      TableName,
      Key,
      UpdateExpression,
      ...(UpdateExpression.includes('#') ? { ExpressionAttributeNames: { '#owner': 'owner' } } : {}),
      ...(UpdateExpression.includes(':') ? { ExpressionAttributeValues: { ':value': { S: 'new' } } } : {}),
      ReturnConsumedCapacity,
    }),
  );
  expect(ConsumedCapacity).toEqual(units(byOwner, bySize));
});

test('a batch tells the capacity of all its writes', async () => {
  const { dynamodb } = await start();
  const { ConsumedCapacity } = await dynamodb.send(
    new BatchWriteItemCommand({
      RequestItems: {
        [TableName]: [
          { PutRequest: { Item } },
          { PutRequest: { Item: { ...Key, id: { S: '2' }, owner: { S: 'me' } } } },
        ],
      },
      ReturnConsumedCapacity,
    }),
  );
  expect(ConsumedCapacity).toEqual([{ ...units(2, 1), CapacityUnits: 5, Table: { CapacityUnits: 2 } }]);
});

test('an update that leaves no attribute to tell of tells of none', async () => {
  const { dynamodb, put } = await start();
  await put(Item);
  const update = new UpdateItemCommand({
    TableName,
    Key,
    UpdateExpression: 'REMOVE title',
    ReturnValues: 'UPDATED_NEW',
  });
  expect(await dynamodb.send(update)).not.toHaveProperty('Attributes');
});
