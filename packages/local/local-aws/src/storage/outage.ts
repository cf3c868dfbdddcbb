import { type StorageError, storageErrorOf } from './storage-error.ts';

/** Called when writing begins to fail, and without a failure when it works again. */
export type OnOutage = (failure: StorageError | undefined) => void;

/** Tells of writes that fail once, until one succeeds: whoever retries would fill the log too. */
export function createOutage(directory: string, onOutage: OnOutage) {
  let isTold = false;

  return {
    /** Runs a write. Throws StorageError where the disk failed, else what `write` throws. */
    async watch<T>(write: () => Promise<T>): Promise<T> {
      try {
        const result = await write();
        if (isTold) onOutage(undefined);
        isTold = false;
        return result;
      } catch (cause) {
        const failure = storageErrorOf(directory, cause);
        if (!failure) throw cause;
        if (!isTold) onOutage(failure);
        isTold = true;
        throw failure;
      }
    },
  };
}
