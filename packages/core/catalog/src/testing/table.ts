import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type LocalAws, startLocalAws } from '@darkroom/local-aws';
import { afterAll, beforeAll } from 'vitest';
import { createTableInput } from '../create-table-input.ts';

export interface TestTable {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
}

/** A table with the catalog's schema for the tests of one file, in a DynamoDB of its own. */
export function useTable(): TestTable {
  let cloud: LocalAws;
  let table: TestTable | undefined;

  beforeAll(async () => {
    cloud = await startLocalAws({ port: 0 });
    const { endpoint, region } = cloud;
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const dynamodb = new DynamoDBClient({ endpoint, region, credentials });
    await dynamodb.send(new CreateTableCommand(createTableInput('images')));
    table = { client: DynamoDBDocumentClient.from(dynamodb), tableName: 'images' };
  });
  afterAll(() => cloud.close());

  const started = () => {
    if (!table) throw new Error('The table exists only while the tests of the file run.');
    return table;
  };
  return {
    get client() {
      return started().client;
    },
    get tableName() {
      return started().tableName;
    },
  };
}
