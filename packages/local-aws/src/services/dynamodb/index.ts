import { crc32 } from 'node:zlib';
import { jsonService } from '../../protocol/json.ts';
import type { Service } from '../../protocol/message.ts';
import type { ServiceFactory } from '../index.ts';
import { openDynamoDb } from './dynamodb-state.ts';
import { startMaintenance } from './maintenance.ts';
import { batchGetItem } from './operations/batchGetItem.ts';
import { batchWriteItem } from './operations/batchWriteItem.ts';
import { createTable } from './operations/createTable.ts';
import { deleteItem } from './operations/deleteItem.ts';
import { deleteTable } from './operations/deleteTable.ts';
import { describeContinuousBackups } from './operations/describeContinuousBackups.ts';
import { describeEndpoints } from './operations/describeEndpoints.ts';
import { describeKinesisStreamingDestination } from './operations/describeKinesisStreamingDestination.ts';
import { describeLimits } from './operations/describeLimits.ts';
import { describeTable } from './operations/describeTable.ts';
import { describeTimeToLive } from './operations/describeTimeToLive.ts';
import { getItem } from './operations/getItem.ts';
import { listTables } from './operations/listTables.ts';
import { listTagsOfResource } from './operations/listTagsOfResource.ts';
import { putItem } from './operations/putItem.ts';
import { query } from './operations/query.ts';
import { scan } from './operations/scan.ts';
import { tagResource } from './operations/tagResource.ts';
import { transactGetItems } from './operations/transactGetItems.ts';
import { transactWriteItems } from './operations/transactWriteItems.ts';
import { untagResource } from './operations/untagResource.ts';
import { updateContinuousBackups } from './operations/updateContinuousBackups.ts';
import { updateItem } from './operations/updateItem.ts';
import { updateTable } from './operations/updateTable.ts';
import { updateTimeToLive } from './operations/updateTimeToLive.ts';
import { describeStream } from './streams/operations/describeStream.ts';
import { getRecords } from './streams/operations/getRecords.ts';
import { getShardIterator } from './streams/operations/getShardIterator.ts';
import { listStreams } from './streams/operations/listStreams.ts';
import { streamPort } from './streams/stream-port.ts';

/**
 * DynamoDB and DynamoDB Streams. dynalite validates requests, parses and evaluates expressions and computes
 * capacity; its actions run in this process over our own database (engine/), which makes every write one atomic
 * step together with its stream record. Tables, streams, transactions and expiry are ours.
 *
 * Gaps: PartiQL, backups and restores, global tables, imports and exports, resource policies, contributor
 * insights, Kinesis destinations, item collection metrics, `Limit` in DescribeStream. Of the condition keys of DynamoDB
 * only `dynamodb:LeadingKeys` is known: what asks for another allows nothing, and denies.
 *
 * By design:
 * - Reads are always consistent, index reads too; nothing is throttled and capacity limits are not enforced.
 * - Tables and indexes are ACTIVE as soon as the request is answered. ItemCount and TableSizeBytes stay 0.
 * - A stream has one shard that is never split. Expired items are deleted within seconds.
 * - BatchWriteItem is atomic. Writes run one at a time, so transactions never conflict with one another.
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
  return {
    services: [withChecksum(tables), withChecksum(streams)],
    ports: { streams: streamPort(state.streams) },
    async start() {
      state.expiry.start(state);
      stopMaintenance = startMaintenance(cloud, state);
    },
    async close() {
      stopMaintenance();
      await state.expiry.stop();
      await state.serially(async () => {}); // the writes under way
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
