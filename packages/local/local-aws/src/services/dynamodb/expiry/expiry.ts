import type { Cloud } from '../../../cloud/cloud.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { Item } from '../attribute-value.ts';
import type { DynamoDbState } from '../dynamodb-state.ts';
import { act, validate } from '../engine/dynalite-call.ts';
import { write } from '../engine/write.ts';
import type { Table } from '../tables/table.ts';
import { expiryTime } from './expiry-times.ts';

// Source: "Using time to live (TTL) in DynamoDB": an older timestamp counts as a mistake.
const ignoredAfterSeconds = 5 * 365 * 24 * 60 * 60;
const checkEveryMs = 1000;

/** Deletes expired items within about a second (AWS: within a few days). The returned function stops this. */
export function startExpiry(cloud: Cloud, state: DynamoDbState): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  for (const table of state.tables.all()) state.expiry.lookThrough(table.description.TableName);
  const timer = setInterval(() => {
    running = running.then(() => check(cloud, state, Math.floor(cloud.now().getTime() / 1000)));
  }, checkEveryMs);

  return async () => {
    clearInterval(timer);
    await running;
  };
}

async function check(cloud: Cloud, state: DynamoDbState, now: number): Promise<void> {
  for (const tableName of state.expiry.takeDue(now)) {
    const table = state.tables.find(tableName);
    if (table?.timeToLive === undefined) continue;
    await deleteExpired(state, table, table.timeToLive, now).catch((error: unknown) => {
      state.expiry.lookThrough(tableName);
      cloud.logFault('deleting expired items failed', error);
    });
  }
}

async function deleteExpired(state: DynamoDbState, table: Table, attribute: string, now: number) {
  for await (const [, item] of state.database.items(table.description.TableName).entries()) {
    const at = expiryTime(item, attribute);
    if (at === undefined || at <= now - ignoredAfterSeconds) continue;
    if (at <= now) await deleteIfExpired(state, table, item, attribute, now);
    else state.expiry.expect(table, item);
  }
}

/** The item may have been renewed since it was read, so the deletion is conditional. */
async function deleteIfExpired(
  state: DynamoDbState,
  table: Table,
  item: Item,
  attribute: string,
  now: number,
) {
  const { TableName, KeySchema } = table.description;
  const request = validate('DeleteItem', {
    TableName,
    Key: Object.fromEntries(KeySchema.map(({ AttributeName }) => [AttributeName, item[AttributeName]])),
    ConditionExpression: '#expiry <= :now',
    ExpressionAttributeNames: { '#expiry': attribute },
    ExpressionAttributeValues: { ':now': { N: String(now) } },
  });
  await write(state, ({ store }) => act('DeleteItem', store, request), {
    type: 'Service',
    principalId: 'dynamodb.amazonaws.com',
  }).catch((error: unknown) => {
    if (!(error instanceof AwsError && error.code === 'ConditionalCheckFailedException')) throw error;
  });
}
