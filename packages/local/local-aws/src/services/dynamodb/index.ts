import { crc32 } from 'node:zlib';
import type { ServiceFactory } from '../../cloud/service.ts';
import { jsonService } from '../../protocol/json.ts';
import type { Service } from '../../protocol/message.ts';
import { openDynamoDb } from './dynamodb-state.ts';
import { startExpiry } from './expiry/expiry.ts';
import { startMaintenance } from './maintenance.ts';
import { measureErrors } from './measure-errors.ts';
import { batchGetItem } from './operations/batch-get-item.ts';
import { batchWriteItem } from './operations/batch-write-item.ts';
import { createTable } from './operations/create-table.ts';
import { deleteItem } from './operations/delete-item.ts';
import { deleteTable } from './operations/delete-table.ts';
import { describeContinuousBackups } from './operations/describe-continuous-backups.ts';
import { describeEndpoints } from './operations/describe-endpoints.ts';
import { describeKinesisStreamingDestination } from './operations/describe-kinesis-streaming-destination.ts';
import { describeLimits } from './operations/describe-limits.ts';
import { describeTable } from './operations/describe-table.ts';
import { describeTimeToLive } from './operations/describe-time-to-live.ts';
import { getItem } from './operations/get-item.ts';
import { listTables } from './operations/list-tables.ts';
import { listTagsOfResource } from './operations/list-tags-of-resource.ts';
import { putItem } from './operations/put-item.ts';
import { query } from './operations/query.ts';
import { scan } from './operations/scan.ts';
import { tagResource } from './operations/tag-resource.ts';
import { transactGetItems } from './operations/transact-get-items.ts';
import { transactWriteItems } from './operations/transact-write-items.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateContinuousBackups } from './operations/update-continuous-backups.ts';
import { updateItem } from './operations/update-item.ts';
import { updateTable } from './operations/update-table.ts';
import { updateTimeToLive } from './operations/update-time-to-live.ts';
import { describeStream } from './streams/operations/describe-stream.ts';
import { getRecords } from './streams/operations/get-records.ts';
import { getShardIterator } from './streams/operations/get-shard-iterator.ts';
import { listStreams } from './streams/operations/list-streams.ts';
import { streamPort } from './streams/stream-port.ts';

/**
 * DynamoDB and DynamoDB Streams. dynalite validates requests, parses and evaluates expressions and computes capacity.
 * Its actions run in this process on our own database (engine/), which writes every change and its stream record in one
 * atomic step. Tables, streams, transactions and expiry are our own code.
 *
 * Gaps: PartiQL, backups and restores, global tables, imports and exports, resource policies, contributor insights,
 * Kinesis destinations, item collection metrics, capacity of indexes in transactions, `Limit` in DescribeStream. Of
 * DynamoDB's condition keys, only `dynamodb:LeadingKeys` is known: an Allow statement with any other key never applies,
 * a Deny statement always does.
 *
 * By design:
 * - All reads are consistent, including index reads. Nothing is throttled, and capacity limits are not enforced.
 * - Tables and indexes are ACTIVE as soon as the request is answered. ItemCount and TableSizeBytes stay 0.
 * - A stream has one shard, which is never split. It keeps records for 24 hours, not counting the time in which local-aws
 *   is down. Expired items are deleted within seconds.
 * - BatchWriteItem is atomic. Writes run one at a time, so transactions never conflict.
 */
export const createDynamoDb: ServiceFactory = async (cloud) => {
  const state = await openDynamoDb(cloud);
  const tables = jsonService({
    name: 'dynamodb',
    iamPrefix: 'dynamodb',
    version: '1.0',
    cloud,
    state,
    operations: [
      batchGetItem,
      batchWriteItem,
      createTable,
      deleteItem,
      deleteTable,
      describeContinuousBackups,
      describeEndpoints,
      describeKinesisStreamingDestination,
      describeLimits,
      describeTable,
      describeTimeToLive,
      getItem,
      listTables,
      listTagsOfResource,
      putItem,
      query,
      scan,
      tagResource,
      transactGetItems,
      transactWriteItems,
      untagResource,
      updateContinuousBackups,
      updateItem,
      updateTable,
      updateTimeToLive,
    ],
  });
  const streams = jsonService({
    name: 'streams.dynamodb',
    iamPrefix: 'dynamodb',
    version: '1.0',
    cloud,
    state,
    operations: [describeStream, getRecords, getShardIterator, listStreams],
  });
  let stopMaintenance = () => {};
  let stopExpiry = async () => {};
  return {
    services: [measureErrors(cloud, withChecksum(tables)), withChecksum(streams)],
    ports: { streams: streamPort(state.streams) },
    async start() {
      stopExpiry = startExpiry(cloud, state);
      stopMaintenance = startMaintenance(cloud, state);
    },
    async close() {
      stopMaintenance();
      await stopExpiry();
      await state.serially(async () => {}); // the running writes
    },
  };
};

/** DynamoDB's clients compare this header with what they received. */
function withChecksum(service: Service): Service {
  return {
    ...service,
    async handle(request) {
      const response = await service.handle(request);
      const checksum = String(crc32(String(response.body ?? '')));
      return { ...response, headers: { ...response.headers, 'x-amz-crc32': checksum } };
    },
  };
}
