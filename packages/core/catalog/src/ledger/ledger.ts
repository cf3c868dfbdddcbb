import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { retryConflicts } from './conflicts.ts';
import { planMoves, type Settlement } from './moves.ts';
import { movesInTransaction, transactionOf } from './transaction.ts';

export interface Ledger {
  /**
   * Updates the totals to the current state of these images, and remembers what was announced about them. It may be called
   * late, twice, by several callers at once, and with images that have not changed.
   */
  settle(settlements: readonly Settlement[]): Promise<void>;
}

/**
 * One entry per image, beside the image's row, holds what the totals count for it and which outcome was announced. Entry
 * and totals are written in one transaction, on condition that the entry has not changed since before the image was
 * read. So the last writer is also the last reader. It writes even what is already right; otherwise somebody who read
 * earlier could write later. The totals are the sum of all entries, whatever is repeated or lost: an image whose change
 * was missed is corrected by its next change, or by `darkroom verify --repair`.
 */
export function createLedger(options: {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly now: () => Date;
}): Ledger {
  const { client, tableName, now } = options;

  async function settleTogether(settlements: readonly Settlement[]): Promise<void> {
    const moves = await planMoves(client, tableName, settlements, now());
    await client.send(new TransactWriteCommand(transactionOf(tableName, moves, now())));
  }

  return {
    async settle(settlements) {
      const together = merge(settlements);
      for (let start = 0; start < together.length; start += movesInTransaction)
        await retryConflicts(() => settleTogether(together.slice(start, start + movesInTransaction)));
    },
  };
}

/** One settlement per image. */
function merge(settlements: readonly Settlement[]): Settlement[] {
  const byId = new Map<string, string[]>();
  for (const { id, announced } of settlements) byId.set(id, [...(byId.get(id) ?? []), ...announced]);
  return [...byId].map(([id, announced]) => ({ id, announced }));
}
