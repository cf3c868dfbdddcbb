import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import { startLocalAws } from '../../../start-local-aws.ts';

const TableName = 'photos';
const key = (AttributeName: string, KeyType: 'HASH' | 'RANGE') => ({ AttributeName, KeyType });

/** A table with an index by text and bytes. */
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
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'album', AttributeType: 'S' },
        { AttributeName: 'hash', AttributeType: 'B' },
      ],
      KeySchema: [key('id', 'HASH')],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byAlbum',
          KeySchema: [key('album', 'HASH'), key('hash', 'RANGE')],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );
  return dynamodb;
}

const refused = (kind: string, name: string) => ({
  name: 'ValidationException',
  message: `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${kind} value. IndexName: byAlbum, IndexKey: ${name}`,
});
const id = { S: '1' };
const Item = { id, album: { S: '' } };

test('no item has an empty value for the key of an index, however it is written', async () => {
  const dynamodb = await start();
  const put = (item: Record<string, { S: string } | { B: Uint8Array }>) =>
    dynamodb.send(new PutItemCommand({ TableName, Item: item }));
  await expect(put(Item)).rejects.toMatchObject(refused('string', 'album'));
  await expect(put({ id, album: { S: 'a' }, hash: { B: new Uint8Array() } })).rejects.toMatchObject(
    refused('binary', 'hash'),
  );
  const batch = new BatchWriteItemCommand({ RequestItems: { [TableName]: [{ PutRequest: { Item } }] } });
  await expect(dynamodb.send(batch)).rejects.toMatchObject(refused('string', 'album'));
  const transaction = new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName, Item } }] });
  await expect(dynamodb.send(transaction)).rejects.toMatchObject(refused('string', 'album'));
  expect((await dynamodb.send(new ScanCommand({ TableName }))).Items).toEqual([]);
});

test('no update makes the key of an index empty; an attribute that is none may be', async () => {
  const dynamodb = await start();
  await dynamodb.send(new PutItemCommand({ TableName, Item: { id, album: { S: 'a' }, title: { S: '' } } }));
  const update = (name: string) =>
    dynamodb.send(
      new UpdateItemCommand({
        TableName,
        Key: { id },
        UpdateExpression: `SET ${name} = :empty`,
        ExpressionAttributeValues: { ':empty': { S: '' } },
      }),
    );
  await update('title');
  await expect(update('album')).rejects.toMatchObject(refused('string', 'album'));
  expect((await dynamodb.send(new ScanCommand({ TableName }))).Items).toMatchObject([{ album: { S: 'a' } }]);
});
