import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ImageState } from '../image-record.ts';
import { outcomeOf } from '../outcome.ts';
import { readImages, readRows } from '../read-rows.ts';
import { type Amounts, amountsOf } from './amounts.ts';
import { type Entry, keys, type Owner, parseRow, type TotalsRow } from './rows.ts';
import { readTotals } from './statistics.ts';

/** An image whose entry may be out of date. */
export interface Settlement {
  readonly id: string;
  /** The outcomes sent to webhooks since the last settlement (`outcomeOf`). */
  readonly announced: readonly string[];
}

/** An image's entry as it is, and as it should be. */
export interface Move {
  readonly id: string;
  readonly before: Entry | undefined;
  readonly after: {
    readonly owner: Owner;
    readonly counted: Amounts;
    readonly announced: string | undefined;
    /** Epoch seconds, for an entry that counts nothing. */
    readonly expiresAt: number | undefined;
  };
  /** The totals of the owner before the move, and of the owner after it. */
  readonly from: TotalsRow | undefined;
  readonly to: TotalsRow | undefined;
}

/** The entry of a deleted image outlives its tombstone, and every call that still knows the image. */
const keptSeconds = 2 * 86_400;

/** Entries are read before their images: see `createLedger`. */
export async function planMoves(
  client: DynamoDBDocumentClient,
  tableName: string,
  settlements: readonly Settlement[],
  now: Date,
): Promise<Move[]> {
  const ids = settlements.map(({ id }) => id);
  const entries = await readRows(client, tableName, ids.map(keys.entry));
  const images = await readImages(client, tableName, ids);
  const changes = settlements.map(({ id, announced }) => {
    const before = entryIn(entries.get(keys.entry(id)));
    return { id, before, after: settled(images.get(id), before, announced, now) };
  });
  const owners = changes.flatMap(({ before, after }) => [before?.owner, after.owner]);
  const totals = await readTotals(client, tableName, owners);
  return changes.map((change) => ({
    ...change,
    from: totals.get(change.before?.owner),
    to: totals.get(change.after.owner),
  }));
}

function settled(
  state: ImageState | undefined,
  before: Entry | undefined,
  announced: readonly string[],
  now: Date,
): Move['after'] {
  const outcome = state && outcomeOf(state);
  const lastsUntil = state === undefined ? Math.floor(now.getTime() / 1000) : state.expiresAt;
  return {
    owner: state === undefined ? before?.owner : state.owner,
    counted: amountsOf(state),
    announced: outcome !== undefined && announced.includes(outcome) ? outcome : before?.announced,
    expiresAt:
      state !== undefined && state.status !== 'deleted' ? undefined : (lastsUntil ?? 0) + keptSeconds,
  };
}

function entryIn(item: Record<string, unknown> | undefined): Entry | undefined {
  const row = item && parseRow(item);
  return row?.kind === 'entry' ? row.entry : undefined;
}
