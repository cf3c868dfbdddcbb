import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { type ImageState, imageStateSchema } from '../image-record.ts';
import { tableSchema } from '../schema.ts';
import { type Amounts, amounts, type Total, totals } from './amounts.ts';

/** As images name it; undefined is nobody. */
export type Owner = string | undefined;

const entryPrefix = 'ledger#';
const totalsPrefix = 'stats#';

const amountsSchema = z.object(
  Object.fromEntries(totals.map((total) => [total, z.number()])) as Record<Total, z.ZodNumber>,
);

const entrySchema = z.object({
  /** Another with every write. */
  revision: z.string(),
  owner: z.string().optional(),
  /** Of the totals in which the image is counted; where it is another than theirs, it is in what they carry over. */
  generation: z.string().optional(),
  counted: amountsSchema,
  /** The outcome that webhooks were last told. */
  announced: z.string().optional(),
});

/** What the world knows of one image. */
export type Entry = z.output<typeof entrySchema>;

/** An owner's totals: the sum of what is counted and what is carried over. */
export interface TotalsRow {
  /** Another with every recount; absent where totals were begun before they had a ledger. */
  readonly generation: string | undefined;
  /** The images whose entries are of this generation. */
  readonly counted: Amounts;
  /** The others, to which a recount has not come yet. */
  readonly carried: Amounts;
  /** Epoch milliseconds of the last change. */
  readonly changedAt: number;
}

export type TableRow =
  | { readonly kind: 'image'; readonly id: string; readonly state: ImageState }
  | { readonly kind: 'entry'; readonly id: string; readonly entry: Entry }
  | { readonly kind: 'totals'; readonly owner: Owner; readonly totals: TotalsRow };

export const keys = {
  image: (id: string) => tableSchema.imagePrefix + id,
  entry: (id: string) => entryPrefix + id,
  totals: (owner: Owner = '-') => totalsPrefix + owner,
};

export const carriedName = (total: Total) => `carried_${total}`;

type Item = Readonly<Record<string, unknown>>;

/** Throws `ZodError` for an item of the catalog that is none of its forms; undefined for others' items. */
export function parseRow(item: Item): TableRow | undefined {
  const key = String(item[tableSchema.partitionKey]);
  const rest = (prefix: string) => (key.startsWith(prefix) ? key.slice(prefix.length) : undefined);
  const image = rest(tableSchema.imagePrefix);
  if (image !== undefined) return { kind: 'image', id: image, state: imageStateSchema.parse(item) };
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
  };
}

/** All rows of the table as they were at some moment of the scan. */
export async function* scanTable(
  client: DynamoDBDocumentClient,
  TableName: string,
): AsyncGenerator<TableRow> {
  const pages = paginateScan({ client }, { TableName, ConsistentRead: true });
  for await (const { Items = [] } of pages) yield* Items.flatMap((item) => parseRow(item) ?? []);
}
