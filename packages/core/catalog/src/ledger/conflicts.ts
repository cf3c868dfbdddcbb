import { setTimeout } from 'node:timers/promises';
import { TransactionCanceledException, TransactionConflictException } from '@aws-sdk/client-dynamodb';

const mostAttempts = 8;

/** Retries `work` if somebody else has written, or is writing, one of its rows. */
export async function retryConflicts<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const isConflict =
        error instanceof TransactionCanceledException || error instanceof TransactionConflictException;
      if (!isConflict || attempt === mostAttempts) throw error;
    }
    await setTimeout(Math.random() * 10 * 2 ** attempt);
  }
}
