import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoTable } from '../image-table.ts';

/** Puts an image that only the old index lists into the new ones; see `old-index.ts`. */
export async function relist(client: DynamoDBDocumentClient, tableName: string, id: string): Promise<void> {
  const table = dynamoTable(client, tableName);
  const row = await table.read(id);
  // If somebody else writes it meanwhile, that write does the same.
  if (row?.onlyInOldPartition !== undefined) await table.replace(row, row.state);
}
