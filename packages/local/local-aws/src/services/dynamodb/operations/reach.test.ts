import {
  BatchGetItemCommand,
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListTagsOfResourceCommand,
  PutItemCommand,
  TagResourceCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import { startLocalAws } from '../../../start-local-aws.ts';

const Item = { id: { S: '1' } };
const Tags = [{ Key: 'stage', Value: 'test' }];

async function startTable() {
  const aws = await startLocalAws({ port: 0 });
  onTestFinished(() => aws.close());
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const dynamodb = new DynamoDBClient({ endpoint: aws.endpoint, region: aws.region, credentials });
  onTestFinished(() => dynamodb.destroy());
  const { TableDescription } = await dynamodb.send(
    new CreateTableCommand({
      TableName: 'photos',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  return { dynamodb, arn: TableDescription?.TableArn ?? '' };
}

const requests = (TableName: string) => [
  new DescribeTableCommand({ TableName }),
  new PutItemCommand({ TableName, Item }),
  new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [Item] } } }),
  new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName, Item } }] }),
  new TagResourceCommand({ ResourceArn: TableName, Tags }),
];

test('a table of another account or region is none of ours, though one here has its name', async () => {
  const { dynamodb, arn } = await startTable();
  for (const command of requests(arn)) await dynamodb.send(command as PutItemCommand);
  for (const command of requests(arn.replace(':000000000000:', ':111111111111:'))) {
    await expect(dynamodb.send(command as PutItemCommand)).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  }
  for (const command of requests(arn.replace('us-east-1', 'eu-west-1'))) {
    await expect(dynamodb.send(command as PutItemCommand)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  }
});

test('tags are asked of the ARN of a table, in the words of DynamoDB', async () => {
  const { dynamodb, arn } = await startTable();
  const tagsOf = (ResourceArn: string) => dynamodb.send(new ListTagsOfResourceCommand({ ResourceArn }));
  await expect(tagsOf('photos')).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'Invalid TableArn: Invalid ResourceArn provided as input photos',
  });
  await expect(tagsOf(`${arn}s`)).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: `Requested resource not found: ResourcArn: ${arn}s not found`,
  });
});
