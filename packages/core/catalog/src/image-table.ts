import { randomUUID } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { type ImageState, imageStateSchema } from './image-record.ts';
import { indexKeys } from './index-keys.ts';
import { oldIndexKeys, onlyInOldPartition } from './legacy/old-index.ts';
import { readImages } from './read-rows.ts';
import { type TableIndex, tableSchema } from './schema.ts';
import { tagRows, termKeys } from './terms.ts';

/** An image as stored in the table; `revision` changes with every write. */
export interface Row {
  readonly state: ImageState;
  readonly revision: string;
  /** See `legacy/old-index.ts`. */
  readonly onlyInOldPartition?: string | undefined;
}

/** What the catalog needs from its table: read, compare-and-swap, and its indexes. */
export interface ImageTable {
  read(id: string): Promise<Row | undefined>;
  /** The current states of those images that exist, by id. */
  readAll(ids: readonly string[]): Promise<ReadonlyMap<string, ImageState>>;
  /** Writes `next` if the item is still `before`; false if somebody else has written first. */
  replace(before: Row | undefined, next: ImageState): Promise<boolean>;
  /** What one partition of an index has. */
  keys(
    index: TableIndex,
    partition: string,
    options?: KeyOptions,
  ): AsyncIterable<{ id: string; sortKey: string }>;
  /** The sort keys of a part of one, in their order or against it. */
  find(range: KeyRange): Promise<string[]>;
}

export interface KeyOptions {
  /** Against the index's order. */
  readonly backwards?: boolean;
  /** How many are read, and paid for, at a time, where the first may be enough: without, as many as fit into 1 MB. */
  readonly pageSize?: number;
}

export interface KeyRange {
  readonly index: TableIndex;
  readonly partition: string;
  /** Sort keys from this one to that one, both included. */
  readonly from: string;
  readonly to: string;
  readonly newestFirst: boolean;
  readonly limit: number;
}

export function dynamoTable(client: DynamoDBDocumentClient, TableName: string): ImageTable {
  const { partitionKey } = tableSchema;

  return {
    async read(id) {
      const { Item } = await client.send(new GetCommand({ TableName, Key: keyOf(id), ConsistentRead: true }));
      return (
        Item && {
          state: imageStateSchema.parse(Item),
          revision: String(Item.revision),
          onlyInOldPartition: onlyInOldPartition(Item),
        }
      );
    },

    readAll: (ids) => readImages(client, TableName, ids),

    async replace(before, next) {
      const condition = before
        ? {
            ConditionExpression: 'revision = :before',
            ExpressionAttributeValues: { ':before': before.revision },
          }
        : { ConditionExpression: `attribute_not_exists(${partitionKey})` };
      const put = { TableName, Item: itemOf(next, before), ...condition };
      const beside = tagChanges(TableName, before?.state, next);
      try {
        if (beside.length === 0) await client.send(new PutCommand(put));
        else await client.send(new TransactWriteCommand({ TransactItems: [{ Put: put }, ...beside] }));
        return true;
      } catch (error) {
        if (isOvertaken(error)) return false;
        throw error;
      }
    },

    async *keys(index, partition, { backwards = false, pageSize } = {}) {
      const { name, partitionKey: partitionAttribute, sortKey } = index;
      const pages = paginateQuery(
        { client },
        {
          TableName,
          IndexName: name,
          KeyConditionExpression: '#partition = :partition',
          ExpressionAttributeNames: { '#partition': partitionAttribute },
          ExpressionAttributeValues: { ':partition': partition },
          ScanIndexForward: !backwards,
          ...(pageSize !== undefined && { Limit: pageSize }),
        },
      );
      for await (const { Items = [] } of pages)
        for (const item of Items) yield { id: idOf(item), sortKey: String(item[sortKey]) };
    },

    async find({ index, partition, from, to, newestFirst, limit }) {
      const pages = paginateQuery(
        { client },
        {
          TableName,
          IndexName: index.name,
          KeyConditionExpression: '#partition = :partition AND #position BETWEEN :from AND :to',
          ExpressionAttributeNames: { '#partition': index.partitionKey, '#position': index.sortKey },
          ExpressionAttributeValues: { ':partition': partition, ':from': from, ':to': to },
          ScanIndexForward: !newestFirst,
          Limit: limit,
        },
      );
      return (await firstItems(pages, limit)).map((item) => String(item[index.sortKey]));
    },
  };
}

type Item = Record<string, unknown>;

/** A query's page ends early at 1 MB. */
async function firstItems(
  pages: AsyncIterable<{ readonly Items?: Item[] | undefined }>,
  limit: number,
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const { Items = [] } of pages) {
    items.push(...Items);
    if (items.length >= limit) break;
  }
  return items.slice(0, limit);
}

/** What to write together with an image, so that it is found by its tags and by no others; most changes change none. */
function tagChanges(TableName: string, before: ImageState | undefined, next: ImageState) {
  const { partitionKey } = tableSchema;
  const [old, wanted] = [tagRows(before), tagRows(next)];
  const had = new Set(old.map((row) => JSON.stringify(row)));
  const stays = new Set(wanted.map((row) => row[partitionKey]));
  return [
    ...wanted.filter((row) => !had.has(JSON.stringify(row))).map((Item) => ({ Put: { TableName, Item } })),
    ...old
      .filter((row) => !stays.has(row[partitionKey]))
      .map((row) => ({ Delete: { TableName, Key: { [partitionKey]: row[partitionKey] } } })),
  ];
}

/** Whether somebody else has written the image, or is writing it. */
function isOvertaken(error: unknown): boolean {
  if (error instanceof TransactionCanceledException) {
    const reasons = (error.CancellationReasons ?? [])
      .map(({ Code }) => Code)
      .filter((code) => code !== 'None');
    return reasons.every((code) => code === 'ConditionalCheckFailed' || code === 'TransactionConflict');
  }
  return error instanceof ConditionalCheckFailedException || error instanceof TransactionConflictException;
}

function keyOf(id: string) {
  return { [tableSchema.partitionKey]: tableSchema.imagePrefix + id };
}

function idOf(item: Readonly<Record<string, unknown>>): string {
  return String(item[tableSchema.partitionKey]).slice(tableSchema.imagePrefix.length);
}

/** Tombstones are in no index. */
function itemOf(state: ImageState, before: Row | undefined) {
  return {
    ...keyOf(state.id),
    revision: randomUUID(),
    ...state,
    ...(state.status !== 'deleted' && {
      ...indexKeys(state),
      ...termKeys(state),
      ...oldIndexKeys(before?.onlyInOldPartition),
    }),
  };
}
