import {
  CreateTableCommand,
  DynamoDBClient,
  ScanCommand,
  TransactGetItemsCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import { startLocalAws } from '../../../start-local-aws.ts';

const TableName = 'photos';
const Key = { id: { S: '1' } };

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
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  return dynamodb;
}

const put = (Item: Record<string, { S: string } | { N: string }>) => ({ Put: { TableName, Item } });

const emptyKey = {
  name: 'ValidationException',
  message:
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id',
};

test('a key with an empty value refuses the whole transaction, one of another type cancels it', async () => {
  const dynamodb = await start();
  const write = (...TransactItems: TransactWriteItem[]) =>
    dynamodb.send(new TransactWriteItemsCommand({ TransactItems }));
  await expect(write(put(Key), put({ id: { S: '' } }))).rejects.toMatchObject(emptyKey);
  await expect(write(put(Key), { Delete: { TableName, Key: { id: { S: '' } } } })).rejects.toMatchObject(
    emptyKey,
  );
  await expect(write(put(Key), put({ id: { N: '5' } }))).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code: 'None' }, { Code: 'ValidationError' }],
  });
  await expect(write({ Put: { TableName: 'missing', Item: Key } })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Requested resource not found',
  });
  expect((await dynamodb.send(new ScanCommand({ TableName }))).Items).toEqual([]);
});

test('a transaction that reads names each item once, by its whole key', async () => {
  const dynamodb = await start();
  const read = (...keys: (typeof Key | Record<string, never>)[]) =>
    dynamodb.send(
      new TransactGetItemsCommand({ TransactItems: keys.map((key) => ({ Get: { TableName, Key: key } })) }),
    );
  await expect(read(Key, Key)).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'Transaction request cannot include multiple operations on one item',
  });
  await expect(read(Key, {})).rejects.toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code: 'None' }, { Code: 'ValidationError' }],
  });
});

test('the items of a transaction are 4 MB together at most', async () => {
  const dynamodb = await start();
  const large = (count: number) =>
    Array.from({ length: count }, (_, id) => put({ id: { S: `${id}` }, data: { S: 'x'.repeat(380_000) } }));
  await dynamodb.send(new TransactWriteItemsCommand({ TransactItems: large(10) }));
  const tooLarge = dynamodb.send(new TransactWriteItemsCommand({ TransactItems: large(12) }));
  await expect(tooLarge).rejects.toMatchObject({ name: 'ValidationException' });
});

test('a transaction tells its capacity by kind: of its writes, and of reading where its token comes again', async () => {
  const dynamodb = await start();
  const Item = { ...Key, data: { S: 'x'.repeat(1500) } };
  const write = () =>
    dynamodb.send(
      new TransactWriteItemsCommand({
        ClientRequestToken: 'once',
        ReturnConsumedCapacity: 'TOTAL',
        TransactItems: [{ Put: { TableName, Item } }],
      }),
    );
  expect((await write()).ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 4, WriteCapacityUnits: 4 }]);
  expect((await write()).ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 2, ReadCapacityUnits: 2 }]);
});
