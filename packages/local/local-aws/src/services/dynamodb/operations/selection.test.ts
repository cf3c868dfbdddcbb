import { CreateTableCommand, DynamoDBClient, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import { startLocalAws } from '../../../start-local-aws.ts';

const TableName = 'images';
const KeyConditions = {};
const withId = (id: string) => ({
  KeyConditionExpression: 'id = :id',
  ExpressionAttributeValues: { ':id': { S: id } },
});

test.each([
  [
    new ScanCommand({ TableName, Select: 'ALL_ATTRIBUTES', ProjectionExpression: 'a' }),
    'Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES',
  ],
  [
    new ScanCommand({ TableName, Select: 'COUNT', AttributesToGet: ['a'] }),
    'Cannot specify the AttributesToGet when choosing to get only the Count',
  ],
  [
    new ScanCommand({ TableName, Select: 'SPECIFIC_ATTRIBUTES' }),
    'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
  ],
  [
    new QueryCommand({ TableName, Select: 'SPECIFIC_ATTRIBUTES', ...withId('a') }),
    '1 validation error detected: Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
  ],
  [
    new QueryCommand({ TableName, Select: 'ALL_PROJECTED_ATTRIBUTES', ...withId('a') }),
    'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
  ],
  [
    new QueryCommand({ TableName, ...withId('') }),
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id',
  ],
  [
    new ScanCommand({ TableName, Segment: 0 }),
    'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
  ],
  [new QueryCommand({ TableName, KeyConditions }), 'Conditions can be of length 1 or 2 only'],
  [
    new QueryCommand({ TableName, KeyConditionExpression: '' }),
    'Invalid KeyConditionExpression: The expression can not be empty;',
  ],
])('a read that contradicts itself is refused in the words of DynamoDB: %#', async (command, message) => {
  const aws = await startLocalAws({ port: 0 });
  onTestFinished(() => aws.close());
  const { endpoint, region } = aws;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint, region, credentials, maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  await expect(client.send(command as ScanCommand)).rejects.toMatchObject({
    name: 'ValidationException',
    message,
  });
  const found = await client.send(
    new ScanCommand({ TableName, Select: 'SPECIFIC_ATTRIBUTES', ProjectionExpression: 'id' }),
  );
  expect(found.Items).toEqual([]);
});
