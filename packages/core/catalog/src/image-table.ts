import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { type ImageRecord, type ImageState, imageRecordSchema, imageStateSchema } from './image-record.ts';
import { indexKeys } from './index-keys.ts';
import { type TableIndex, tableSchema } from './schema.ts';

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
  /** What one partition of an index has, in its order. */
  keys(index: TableIndex, partition: string): AsyncIterable<{ id: string; sortKey: string }>;
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
      try {
        await client.send(new PutCommand({ TableName, Item: itemOf(next), ...condition }));
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
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
      const images: ImageRecord[] = [];
      // A query ends early at 1 MB, and many presets can fill that.
      for await (const { Items = [] } of pages) {
        images.push(...Items.map((item) => imageRecordSchema.parse(item)));
        if (images.length >= limit) break;
      }
      return images.slice(0, limit);
    },

    async *keys({ name, partitionKey: partitionAttribute, sortKey }, partition) {
      const pages = paginateQuery(
        { client },
        {
          TableName,
          IndexName: name,
          KeyConditionExpression: '#partition = :partition',
          ExpressionAttributeNames: { '#partition': partitionAttribute },
          ExpressionAttributeValues: { ':partition': partition },
        },
      );
      for await (const { Items = [] } of pages)
        for (const item of Items) yield { id: idOf(item), sortKey: String(item[sortKey]) };
    },
  };
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
    ...(state.status !== 'deleted' && indexKeys(state)),
  };
}
