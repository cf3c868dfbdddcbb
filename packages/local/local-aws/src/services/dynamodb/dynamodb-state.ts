import type { Cloud } from '../../cloud/cloud.ts';
import { type Database, openDatabase } from './engine/database.ts';
import { type Serially, serially } from './engine/serially.ts';
import { createExpiryTimes, type ExpiryTimes } from './expiry/expiry-times.ts';
import { openStreamLog, type StreamLog } from './streams/stream-log.ts';
import { loadTables, type Tables } from './tables/tables.ts';

export interface DynamoDbState {
  readonly database: Database;
  readonly tables: Tables;
  readonly streams: StreamLog;
  readonly expiry: ExpiryTimes;
  /** Orders everything that writes. */
  readonly serially: Serially;
}

export async function openDynamoDb(cloud: Cloud): Promise<DynamoDbState> {
  const database = openDatabase(cloud.storage);
  return {
    database,
    tables: await loadTables(database),
    streams: await openStreamLog(cloud, database),
    expiry: createExpiryTimes(),
    serially: serially(),
  };
}
