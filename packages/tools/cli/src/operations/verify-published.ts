import {
  type Amounts,
  add,
  amountsOf,
  changedAt,
  type Entry,
  type ImageState,
  isSame,
  nothing,
  type Owner,
  outcomeOf,
  readTotals,
} from '@darkroom/catalog';
import type { Finding } from './finding.ts';
import type { DeployedStack } from './stack.ts';

/** The table's rows, as found by a scan. */
export interface Published {
  readonly states: ReadonlyMap<string, ImageState>;
  readonly entries: ReadonlyMap<string, Entry>;
  /** The owners that have totals. */
  readonly owners: ReadonlySet<Owner>;
}

export interface PublishedOptions {
  readonly now: Date;
  /** Later changes are not checked. */
  readonly graceMs: number;
  /** Gets the owners whose totals change too fast to be compared. */
  readonly onMoving: (owner: Owner) => void;
}

/** Compares images with what the totals count for them and what webhooks were sent, and totals with their sum. */
export async function* verifyPublished(
  { documents, tableName }: DeployedStack,
  { states, entries, owners }: Published,
  { now, graceMs, onMoving }: PublishedOptions,
): AsyncGenerator<Finding> {
  // Read after all entries, so totals that were last written some time ago have not changed between the reads.
  const totals = await readTotals(documents, tableName, [...owners]);

  for (const state of states.values()) {
    const isSettled = now.getTime() - changedAt(state).getTime() > graceMs;
    const isExpired = state.expiresAt !== undefined && state.expiresAt * 1000 < now.getTime();
    const entry = entries.get(state.id);
    // Totals older than the ledger may count it; a recount will show.
    const isUnknown = !entry && totals.has(state.owner) && totals.get(state.owner)?.generation === undefined;
    if (isSettled && !isExpired && !isUnknown) yield* unpublished(state, entry);
  }
  for (const [id, { counted }] of entries) {
    if (!states.has(id) && !isSame(counted, nothing)) yield { kind: 'unpublished', id, missing: ['totals'] };
  }

  const sums = sumByOwner(entries.values());
  for (const [owner, row] of totals) {
    const shown = add(row.counted, row.carried);
    const counted = sums.get(owner) ?? nothing;
    if (now.getTime() - row.changedAt <= graceMs) onMoving(owner);
    else if (!isSame(shown, counted)) {
      yield { kind: 'wrong-totals', ...(owner !== undefined && { owner }), totals: shown, counted };
    }
  }
}

function* unpublished(state: ImageState, entry: Entry | undefined): Generator<Finding> {
  const { id, key } = state;
  const outcome = outcomeOf(state);
  const counts = amountsOf(state);
  const counted = entry?.counted ?? nothing;
  const isCounted = isSame(counted, counts) && (isSame(counts, nothing) || entry?.owner === state.owner);
  const isAnnounced = outcome === undefined || entry?.announced === outcome;
  if (isCounted && isAnnounced) return;
  const missing = [...(isCounted ? [] : ['totals' as const]), ...(isAnnounced ? [] : ['webhooks' as const])];
  yield { kind: 'unpublished', key, id, missing };
}

function sumByOwner(entries: Iterable<Entry>): Map<Owner, Amounts> {
  const sums = new Map<Owner, Amounts>();
  for (const { owner, counted } of entries) sums.set(owner, add(sums.get(owner) ?? nothing, counted));
  return sums;
}
