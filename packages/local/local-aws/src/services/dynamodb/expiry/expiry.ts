import type { Cloud } from '../../../cloud/cloud.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { Item } from '../attribute-value.ts';
import type { DynamoDbState } from '../dynamodb-state.ts';
import { act, validate } from '../engine/dynalite-call.ts';
import { write } from '../engine/write.ts';
import type { Table } from '../tables/table.ts';

// Source: "Using time to live (TTL) in DynamoDB": an older timestamp is taken for a mistake.
const ignoredAfterSeconds = 5 * 365 * 24 * 60 * 60;
const checkEveryMs = 1000;

/** Deletes expired items, within about a second (AWS: within a few days). */
export interface Expiry {
  /** Takes note of an item that may expire. */
  expect(table: Table, item: Item | undefined): void;
  /** Looks through a whole table at the next check. */
  lookThrough(tableName: string): void;
  start(state: DynamoDbState): void;
  stop(): Promise<void>;
}

export function createExpiry(cloud: Cloud): Expiry {
  /** When the first item of a table expires, in seconds since 1970, so that most checks read nothing. */
  const next = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function check(state: DynamoDbState): Promise<void> {
    const now = Math.floor(cloud.now().getTime() / 1000);
    for (const [tableName, at] of next) {
      if (at > now) continue;
      next.delete(tableName);
      const table = state.tables.find(tableName);
      if (table?.timeToLive !== undefined) await deleteExpired(state, table, table.timeToLive, now);
    }
  }

  async function deleteExpired(state: DynamoDbState, table: Table, attribute: string, now: number) {
    for await (const [, item] of state.database.items(table.description.TableName).entries()) {
      const at = expiryTime(item, attribute);
      if (at === undefined || at <= now - ignoredAfterSeconds) continue;
      if (at <= now) await deleteIfExpired(state, table, item, attribute, now);
      else expectAt(table.description.TableName, at);
    }
  }

  function expectAt(tableName: string, at: number): void {
    next.set(tableName, Math.min(at, next.get(tableName) ?? at));
  }

  return {
    expect(table, item) {
      const at = table.timeToLive && item ? expiryTime(item, table.timeToLive) : undefined;
      if (at !== undefined) expectAt(table.description.TableName, at);
    },
    lookThrough: (tableName) => expectAt(tableName, 0),
    start(state) {
      for (const table of state.tables.all()) expectAt(table.description.TableName, 0);
      timer = setInterval(() => {
        running = running
          .then(() => check(state))
          .catch((error: unknown) =>
            cloud.log.error('deleting expired items failed', { error: String(error) }),
          );
      }, checkEveryMs);
    },
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

function expiryTime(item: Item, attribute: string): number | undefined {
  const number = item[attribute]?.N;
  return typeof number === 'string' ? Number(number) : undefined;
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
