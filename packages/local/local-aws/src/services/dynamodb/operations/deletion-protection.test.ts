import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import { startLocalAws } from '../../../start-local-aws.ts';

const protectedTable = {
  name: 'ValidationException',
  message:
    'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
};

/** A table as it was made, and what is done with it. */
async function start(settings: { DeletionProtectionEnabled?: boolean }) {
  const aws = await startLocalAws({ port: 0 });
  onTestFinished(() => aws.close());
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const dynamodb = new DynamoDBClient({ endpoint: aws.endpoint, region: aws.region, credentials });
  onTestFinished(() => dynamodb.destroy());
  const TableName = 'images';
  const { TableDescription } = await dynamodb.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      ...settings,
    }),
  );
  return {
    created: TableDescription?.DeletionProtectionEnabled,
    described: async () =>
      (await dynamodb.send(new DescribeTableCommand({ TableName }))).Table?.DeletionProtectionEnabled,
    protect: async (DeletionProtectionEnabled: boolean) =>
      (await dynamodb.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled }))).TableDescription
        ?.DeletionProtectionEnabled,
    remove: () => dynamodb.send(new DeleteTableCommand({ TableName })),
  };
}

test('a table that was made protected is deleted only after the protection was taken off', async () => {
  const { created, described, protect, remove } = await start({ DeletionProtectionEnabled: true });
  expect(created).toBe(true);
  expect(await described()).toBe(true);
  await expect(remove()).rejects.toMatchObject(protectedTable);

  expect(await protect(false)).toBe(false);
  expect(await described()).toBe(false);
  await expect(remove()).resolves.toMatchObject({ TableDescription: { TableStatus: 'DELETING' } });
});

test('a table is not protected unless that is asked for, which can be done later', async () => {
  const { created, protect, remove } = await start({});
  expect(created).toBe(false);
  expect(await protect(true)).toBe(true);
  await expect(remove()).rejects.toMatchObject(protectedTable);
});
