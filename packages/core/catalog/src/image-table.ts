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
import { type ImageRecord, type ImageState, imageRecordSchema, imageStateSchema } from './image-record.ts';
import { indexKeys } from './index-keys.ts';
import { type TableIndex, tableSchema } from './schema.ts';
import { tagRows, termKeys } from './terms.ts';

/** An image as stored in the table; `revision` changes with every write. */
export interface Row {
  readonly state: ImageState;
  readonly revision: string;
}

/** What the catalog needs from its table: read, compare-and-swap, and its indexes. */
export interface ImageTable {
  read(id: string): Promise<Row | undefined>;
  /** Writes `next` if the item is still `before`; false if somebody else has written first. */
  replace(before: Row | undefined, next: ImageState): Promise<boolean>;
  /** One listing, newest first, starting after the position `after`. */
  list(page: { listing: string; after?: string; limit: number }): Promise<ImageRecord[]>;
  /** What one partition of an index has, in its order or against it. */
  keys(
    index: TableIndex,
    partition: string,
    order?: 'backwards',
  ): AsyncIterable<{ id: string; sortKey: string }>;
  /** Where images are that have a term in common, in the order of their positions or against it. */
  find(search: TermSearch): Promise<string[]>;
}

export interface TermSearch {
  readonly index: TableIndex;
  readonly term: string;
  /** Positions from this one to that one, both included. */
  readonly from: string;
  readonly to: string;
  readonly newestFirst: boolean;
  readonly limit: number;
}

export function dynamoTable(client: DynamoDBDocumentClient, TableName: string): ImageTable {
  const { partitionKey, statusIndex } = tableSchema;

  return {
    async read(id) {
      const { Item } = await client.send(new GetCommand({ TableName, Key: keyOf(id), ConsistentRead: true }));
      return Item && { state: imageStateSchema.parse(Item), revision: String(Item.revision) };
    },

    async replace(before, next) {
      const condition = before
        ? {
            ConditionExpression: 'revision = :before',
            ExpressionAttributeValues: { ':before': before.revision },
          }
        : { ConditionExpression: `attribute_not_exists(${partitionKey})` };
      const put = { TableName, Item: itemOf(next), ...condition };
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

    async list({ listing, after, limit }) {
      const pages = paginateQuery(
        { client },
        {
          TableName,
          IndexName: statusIndex.name,
          KeyConditionExpression: after
            ? '#listing = :listing AND #position < :after'
            : '#listing = :listing',
          ExpressionAttributeNames: {
            '#listing': statusIndex.partitionKey,
            ...(after && { '#position': statusIndex.sortKey }),
          },
          ExpressionAttributeValues: { ':listing': listing, ...(after && { ':after': after }) },
          ScanIndexForward: false,
          Limit: limit,
        },
      );
      return (await firstItems(pages, limit)).map((item) => imageRecordSchema.parse(item));
    },

    async *keys({ name, partitionKey: partitionAttribute, sortKey }, partition, order) {
      const pages = paginateQuery(
        { client },
        {
          TableName,
          IndexName: name,
          KeyConditionExpression: '#partition = :partition',
          ExpressionAttributeNames: { '#partition': partitionAttribute },
          ExpressionAttributeValues: { ':partition': partition },
          ScanIndexForward: order !== 'backwards',
        },
      );
      for await (const { Items = [] } of pages)
        for (const item of Items) yield { id: idOf(item), sortKey: String(item[sortKey]) };
    },

    async find({ index, term, from, to, newestFirst, limit }) {
      const pages = paginateQuery(
        { client },
        {
          TableName,
          IndexName: index.name,
          KeyConditionExpression: '#term = :term AND #position BETWEEN :from AND :to',
          ExpressionAttributeNames: { '#term': index.partitionKey, '#position': index.sortKey },
          ExpressionAttributeValues: { ':term': term, ':from': from, ':to': to },
          ScanIndexForward: !newestFirst,
          Limit: limit,
        },
      );
      return (await firstItems(pages, limit)).map((item) => String(item[index.sortKey]));
    },
  };
}

type Item = Record<string, unknown>;

/** A query's page ends early at 1 MB, and many presets can fill that. */
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
function itemOf(state: ImageState) {
  return {
    ...keyOf(state.id),
    revision: randomUUID(),
    ...state,
    ...(state.status !== 'deleted' && { ...indexKeys(state), ...termKeys(state) }),
  };
}
