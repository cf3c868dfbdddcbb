import type { Cloud } from '../../cloud/cloud.ts';
import type { DynamoDbState } from './dynamodb-state.ts';

const everyMs = 60 * 60 * 1000;

/** Deletes expired stream records and transaction tokens, at the start and then every hour. */
export function startMaintenance(cloud: Cloud, state: DynamoDbState): () => void {
  const run = () => {
    state
      .serially(() => maintain(cloud, state))
      .catch((error: unknown) => {
        cloud.logFault('DynamoDB maintenance failed', error);
      });
  };
  run();
  const timer = setInterval(run, everyMs);
  return () => clearInterval(timer);
}

async function maintain(cloud: Cloud, { database, streams }: DynamoDbState): Promise<void> {
  await streams.trim();
  for await (const [token, { at }] of database.transactions.entries()) {
    if (at < cloud.now().getTime() - everyMs) await database.commit([database.transactions.delete(token)]);
  }
}
