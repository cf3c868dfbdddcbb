import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { retryConflicts } from './conflicts.ts';
import { planMoves, type Settlement } from './moves.ts';
import { movesInTransaction, transactionOf } from './transaction.ts';

export interface Ledger {
  /**
   * Brings the totals to what these images are now, and remembers what was announced of them. It may be called late,
   * twice, by several at once, and with images that have not changed.
   */
  settle(settlements: readonly Settlement[]): Promise<void>;
}

/**
 * What the world knows of each image: an entry beside its row says what the totals count of it and which outcome was
 * announced. Both are written in one transaction, on condition that the entry is what it was before the image was
 * read. So whoever writes last has read last; it writes even what is right already, lest somebody who has read before
 * writes after it. Totals are the sum of all entries, whatever is repeated or lost: an image whose change was missed
 * is put right by its next one, or by `darkroom verify --repair`.
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

/** One settlement for each image. */
function merge(settlements: readonly Settlement[]): Settlement[] {
  const byId = new Map<string, string[]>();
  for (const { id, announced } of settlements) byId.set(id, [...(byId.get(id) ?? []), ...announced]);
  return [...byId].map(([id, announced]) => ({ id, announced }));
}
