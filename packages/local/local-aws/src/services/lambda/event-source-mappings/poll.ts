import { StorageError } from '../../../storage/storage-error.ts';
import { backOff } from './backoff.ts';
import type { PollerContext } from './poller.ts';

/**
 * Repeats `step` until `stopping`. A step that throws, because the function or the source is gone or forbidden, is retried:
 * somebody may fix it.
 */
export async function poll(
  { cloud, report }: PollerContext,
  sourceArn: string,
  stopping: AbortSignal,
  step: () => Promise<void>,
): Promise<void> {
  let failures = 0;
  while (!stopping.aborted) {
    try {
      await step();
      failures = 0;
    } catch (error) {
      if (stopping.aborted) return;
      failures += 1;
      const problem = error instanceof Error ? error.message : String(error);
      report(`PROBLEM: ${problem}`);
      // Storage tells of itself, and once.
      if (!(error instanceof StorageError)) cloud.log.warn(`Lambda could not poll ${sourceArn}: ${problem}`);
      await backOff(failures, stopping);
    }
  }
}
