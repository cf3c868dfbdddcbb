import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ImageStatus } from '../image-record.ts';
import { readRows } from '../read-rows.ts';
import { tableSchema } from '../schema.ts';
import { type Amounts, add, amounts } from './amounts.ts';
import { keys, type Owner, parseTotals, type TotalsRow } from './rows.ts';

export interface Statistics {
  readonly images: number;
  readonly variants: number;
  /** Bytes of all originals whose variants are ready. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly byStatus: Readonly<Record<ImageStatus, number>>;
  /** Grows with every change of an image: a client that has this number has seen everything. */
  readonly changes: number;
}

/** An owner's running totals, or those of images without an owner. */
export async function readStatistics(
  client: DynamoDBDocumentClient,
  tableName: string,
  owner?: Owner,
): Promise<Statistics> {
  const Key = { [tableSchema.partitionKey]: keys.totals(owner) };
  const { Item } = await client.send(new GetCommand({ TableName: tableName, Key }));
  const row = parseTotals(Item ?? {});
  return { ...statisticsOf(shown(row)), changes: row.changes };
}

/** The current totals of those owners that have any. */
export async function readTotals(
  client: DynamoDBDocumentClient,
  tableName: string,
  owners: readonly Owner[],
): Promise<Map<Owner, TotalsRow>> {
  const rows = await readRows(client, tableName, owners.map(keys.totals));
  return new Map(
    owners.flatMap((owner) => {
      const row = rows.get(keys.totals(owner));
      return row ? [[owner, parseTotals(row)]] : [];
    }),
  );
}

/** Never negative, whatever went wrong before a recount. */
function shown({ counted, carried }: TotalsRow): Amounts {
  const sum = add(counted, carried);
  return amounts((total) => Math.max(0, sum[total]));
}

function statisticsOf({ pending, processing, ready, failed, ...rest }: Amounts): Omit<Statistics, 'changes'> {
  return { ...rest, byStatus: { pending, processing, ready, failed } };
}
