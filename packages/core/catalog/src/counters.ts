import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { type ImageState, type ImageStatus, imageStatuses } from './image-record.ts';

/** One change of one image, as the table's stream tells it. */
export interface ImageChange {
  /** The stream record's `eventID`: the same on every replay. */
  readonly eventId: string;
  readonly before?: ImageState;
  readonly after?: ImageState;
}

const totals = ['images', 'variants', 'bytesIn', 'bytesOut', ...imageStatuses] as const;
type Total = (typeof totals)[number];
type Amounts = Readonly<Record<Total, number>>;

export interface Statistics {
  readonly images: number;
  readonly variants: number;
  /** Bytes of all originals whose variants are ready. */
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly byStatus: Readonly<Record<ImageStatus, number>>;
}

export interface Counters {
  /** Adds what the changes add up to, each exactly once however often it is replayed. */
  apply(changes: readonly ImageChange[]): Promise<void>;
  read(owner?: string): Promise<Statistics>;
}

const replayDays = 2; // a stream keeps its records for one
const transactionItems = 100; // DynamoDB's limit
const changesAtOnce = transactionItems / 2; // each adds its marker and at worst an owner of its own

/**
 * Running totals, one row an owner. A marker for every change is written in the same transaction as the totals,
 * on condition that it is not there yet, so a batch that Lambda delivers again counts nothing twice.
 */
export function createCounters(options: {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly now: () => Date;
}): Counters {
  const { client, tableName, now } = options;

  async function applyTogether(changes: readonly ImageChange[]): Promise<void> {
    if (changes.length === 0) return;
    const expiresAt = Math.floor(now().getTime() / 1000) + replayDays * 86_400;
    const markers = changes.map(({ eventId }) => ({
      Put: {
        TableName: tableName,
        Item: { pk: `counted#${eventId}`, expiresAt },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    }));
    const updates = [...sumByOwner(changes)].map(([owner, amounts]) => ({
      Update: addition(tableName, owner, amounts),
    }));
    try {
      await client.send(new TransactWriteCommand({ TransactItems: [...markers, ...updates] }));
    } catch (error) {
      const fresh = error instanceof TransactionCanceledException ? uncounted(changes, error) : changes;
      if (fresh.length === changes.length) throw error; // a conflict or a throttle: the stream delivers again
      await applyTogether(fresh);
    }
  }

  return {
    async apply(changes) {
      for (let start = 0; start < changes.length; start += changesAtOnce) {
        await applyTogether(changes.slice(start, start + changesAtOnce));
      }
    },
    async read(owner) {
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key: { pk: rowOf(owner) } }));
      const { pending, processing, ready, failed, ...rest } = storedSchema.parse(Item ?? {});
      return { ...rest, byStatus: { pending, processing, ready, failed } };
    },
  };
}

const storedSchema = z.object(
  Object.fromEntries(totals.map((total) => [total, z.number().default(0)])) as Record<
    Total,
    z.ZodDefault<z.ZodNumber>
  >,
);

function rowOf(owner = '-'): string {
  return `stats#${owner}`;
}

function uncounted(
  changes: readonly ImageChange[],
  error: TransactionCanceledException,
): readonly ImageChange[] {
  return changes.filter((_, index) => error.CancellationReasons?.[index]?.Code !== 'ConditionalCheckFailed');
}

function sumByOwner(changes: readonly ImageChange[]): Map<string | undefined, Amounts> {
  const sums = new Map<string | undefined, Amounts>();
  for (const { before, after } of changes) {
    const owner = (after ?? before)?.owner;
    const delta = combine(amountsOf(after), amountsOf(before), (a, b) => a - b);
    sums.set(
      owner,
      combine(sums.get(owner) ?? amountsOf(undefined), delta, (a, b) => a + b),
    );
  }
  return sums;
}

/** What one image adds to the totals; nothing once it is deleted. */
function amountsOf(state: ImageState | undefined): Amounts {
  const image = state === undefined || state.status === 'deleted' ? undefined : state;
  const is = (status: ImageStatus) => (image?.status === status ? 1 : 0);
  return {
    images: image ? 1 : 0,
    variants: image?.variants.length ?? 0,
    bytesIn: image?.original?.bytes ?? 0,
    bytesOut: image?.variants.reduce((sum, { bytes }) => sum + bytes, 0) ?? 0,
    pending: is('pending'),
    processing: is('processing'),
    ready: is('ready'),
    failed: is('failed'),
  };
}

function combine(a: Amounts, b: Amounts, operation: (a: number, b: number) => number): Amounts {
  return Object.fromEntries(totals.map((total) => [total, operation(a[total], b[total])])) as Record<
    Total,
    number
  >;
}

function addition(tableName: string, owner: string | undefined, amounts: Amounts) {
  return {
    TableName: tableName,
    Key: { pk: rowOf(owner) },
    UpdateExpression: `ADD ${totals.map((total) => `#${total} :${total}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(totals.map((total) => [`#${total}`, total])),
    ExpressionAttributeValues: Object.fromEntries(totals.map((total) => [`:${total}`, amounts[total]])),
  };
}
