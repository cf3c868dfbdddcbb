import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type ImageState, imageStateSchema } from '../image-record.ts';
import { onlyInOldPartition } from '../legacy/old-index.ts';
import { tableSchema } from '../schema.ts';
import { type Amounts, amounts, type Total, totals } from './amounts.ts';

/** The owner as images name it; undefined for images without an owner. */
export type Owner = string | undefined;

const entryPrefix = 'ledger#';
const totalsPrefix = 'stats#';

const amountsSchema = z.object(
  Object.fromEntries(totals.map((total) => [total, z.number()])) as Record<Total, z.ZodNumber>,
);

const entrySchema = z.object({
  /** Changes with every write. */
  revision: z.string(),
  owner: z.string().optional(),
  /** The generation of the totals that count the image; if it differs from theirs, the image is in what they carry over. */
  generation: z.string().optional(),
  counted: amountsSchema,
  /** The last outcome sent to webhooks. */
  announced: z.string().optional(),
});

/** What the totals count for one image, and what was announced about it. */
export type Entry = z.output<typeof entrySchema>;

/** An owner's totals: the sum of what is counted and what is carried over. */
export interface TotalsRow {
  /** Changes with every recount; absent if the totals are older than the ledger. */
  readonly generation: string | undefined;
  /** The images whose entries are of this generation. */
  readonly counted: Amounts;
  /** The other images, which a recount has not reached yet. */
  readonly carried: Amounts;
  /** Epoch milliseconds of the last change. */
  readonly changedAt: number;
  /** Grows with every change of an image, whether it changes an amount or not. */
  readonly changes: number;
}

export type TableRow =
  | {
      readonly kind: 'image';
      readonly id: string;
      readonly state: ImageState;
      readonly isOnlyInOldIndex: boolean;
    }
  | { readonly kind: 'entry'; readonly id: string; readonly entry: Entry }
  | { readonly kind: 'totals'; readonly owner: Owner; readonly totals: TotalsRow };

export const keys = {
  image: (id: string) => tableSchema.imagePrefix + id,
  entry: (id: string) => entryPrefix + id,
  totals: (owner: Owner = '-') => totalsPrefix + owner,
};

export const carriedName = (total: Total) => `carried_${total}`;

type Item = Readonly<Record<string, unknown>>;

/** Throws `ZodError` for an item of the catalog in none of its forms; undefined for items that are not the catalog's. */
export function parseRow(item: Item): TableRow | undefined {
  const key = String(item[tableSchema.partitionKey]);
  const rest = (prefix: string) => (key.startsWith(prefix) ? key.slice(prefix.length) : undefined);
  const image = rest(tableSchema.imagePrefix);
  if (image !== undefined)
    return {
      kind: 'image',
      id: image,
      state: imageStateSchema.parse(item),
      isOnlyInOldIndex: onlyInOldPartition(item) !== undefined,
    };
  const entry = rest(entryPrefix);
  if (entry !== undefined) return { kind: 'entry', id: entry, entry: entrySchema.parse(item) };
  const owner = rest(totalsPrefix);
  if (owner === undefined) return undefined;
  return { kind: 'totals', owner: owner === '-' ? undefined : owner, totals: parseTotals(item) };
}

export function parseTotals(item: Item): TotalsRow {
  const amount = z.number().default(0);
  return {
    generation: z.string().optional().parse(item.generation),
    counted: amounts((total) => amount.parse(item[total])),
    carried: amounts((total) => amount.parse(item[carriedName(total)])),
    changedAt: amount.parse(item.changedAt),
    changes: amount.parse(item.changes),
  };
}

/** All rows of the table, each as it was at some time during the scan. */
export async function* scanTable(
  client: DynamoDBDocumentClient,
  TableName: string,
): AsyncGenerator<TableRow> {
  const pages = paginateScan({ client }, { TableName, ConsistentRead: true });
  for await (const { Items = [] } of pages) yield* Items.flatMap((item) => parseRow(item) ?? []);
}
