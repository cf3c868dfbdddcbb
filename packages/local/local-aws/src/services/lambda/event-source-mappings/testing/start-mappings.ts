import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  type CreateFunctionCommandInput,
} from '@aws-sdk/client-lambda';
import { onTestFinished } from 'vitest';
import type { LocalAwsOptions } from '../../../../start-local-aws.ts';
import { temporaryFolder } from '../../../s3/testing/temporary-folder.ts';
import { connectQueues } from '../../testing/connect-queues.ts';
import { startLambda } from '../../testing/start-lambda.ts';

export const FunctionName = 'consumer';
export const patience = { timeout: 25_000, interval: 50 };

/** local-aws with a function that keeps a journal of its events, and what can be mapped to it. */
export async function startMappings(options: LocalAwsOptions = {}) {
  const started = await startLambda(options);
  const { aws, lambda, create } = started;
  const settings = {
    endpoint: aws.endpoint,
    region: aws.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const dynamodb = new DynamoDBClient(settings);
  onTestFinished(() => dynamodb.destroy());
  const journal = join(await temporaryFolder(), 'journal');

  return {
    ...started,
    ...connectQueues(aws.endpoint),
    dynamodb,
    /** The function writes `entry` to its journal, then runs `body`; both see the event's `records` and their `ids`. */
    async createConsumer(
      entry: string,
      body = '',
      { Environment, ...others }: Partial<CreateFunctionCommandInput> = {},
    ): Promise<void> {
      const source = `
        import { appendFileSync, existsSync } from 'node:fs';
        import { setTimeout } from 'node:timers/promises';
        export const handler = async ({ Records: records }, context) => {
          const ids = records.map((record) => record.body ?? record.dynamodb.Keys.id.S);
          appendFileSync(process.env.JOURNAL, JSON.stringify(${entry}) + '\\n');
          ${body}
        };`;
      const Variables = { JOURNAL: journal, ...Environment?.Variables };
      await create(FunctionName, source, { Timeout: 30, ...others, Environment: { Variables } });
    },
    /** What the function wrote, in the order in which it did. */
    async entries() {
      const text = await readFile(journal, 'utf8').catch(() => '');
      return text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line));
    },
    /** A table with the key `id`; its stream's ARN. */
    async createTable(TableName = 'images'): Promise<string> {
      const { TableDescription } = await dynamodb.send(
        new CreateTableCommand({
          TableName,
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          BillingMode: 'PAY_PER_REQUEST',
          StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
        }),
      );
      return TableDescription?.LatestStreamArn ?? '';
    },
    /** Writes items one after the other; `turn` tells writes of one item apart. */
    async put(ids: readonly string[], turn = 0, TableName = 'images'): Promise<void> {
      for (const id of ids) {
        const Item = { id: { S: id }, turn: { N: String(turn) } };
        await dynamodb.send(new PutItemCommand({ TableName, Item }));
      }
    },
    /** A mapping's UUID. */
    async map(
      EventSourceArn: string,
      input: Partial<CreateEventSourceMappingCommandInput> = {},
    ): Promise<string> {
      const request = new CreateEventSourceMappingCommand({ FunctionName, EventSourceArn, ...input });
      return (await lambda.send(request)).UUID ?? '';
    },
  };
}
