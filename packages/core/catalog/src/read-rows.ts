import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type ImageState, imageStateSchema } from './image-record.ts';
import { tableSchema } from './schema.ts';

const batchSize = 100; // DynamoDB's limit

/** The current items of those keys that exist, by key. */
export async function readRows(
  client: DynamoDBDocumentClient,
  tableName: string,
  wantedKeys: Iterable<string>,
): Promise<Map<string, Record<string, unknown>>> {
  const found = new Map<string, Record<string, unknown>>();
  let wanted = [...new Set(wantedKeys)].map(
    (key): Record<string, unknown> => ({ [tableSchema.partitionKey]: key }),
  );
  while (wanted.length > 0) {
    const Keys = wanted.slice(0, batchSize);
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({ RequestItems: { [tableName]: { Keys, ConsistentRead: true } } }),
    );
    for (const item of Responses?.[tableName] ?? []) found.set(String(item[tableSchema.partitionKey]), item);
    wanted = [...wanted.slice(batchSize), ...(UnprocessedKeys?.[tableName]?.Keys ?? [])];
  }
  return found;
}

/** The current state of those images that exist, by id. A row that no version of the catalog wrote is left out. */
export async function readImages(
  client: DynamoDBDocumentClient,
  tableName: string,
  ids: readonly string[],
): Promise<Map<string, ImageState>> {
  const keyOf = (id: string) => tableSchema.imagePrefix + id;
  const rows = await readRows(client, tableName, ids.map(keyOf));
  return new Map(
    ids.flatMap((id) => {
      const { data } = imageStateSchema.safeParse(rows.get(keyOf(id)));
      return data ? [[id, data]] : [];
    }),
  );
}
