import { ClassicLevel } from 'classic-level';
import type { Change, Collection, Range, StorageChange } from './collection.ts';
import { createLocks } from './locks.ts';
import { createOutage, type OnOutage } from './outage.ts';
import { checkRoom } from './room.ts';
import { storageErrorOf } from './storage-error.ts';

/** All documents, in one LevelDB. */
export interface Documents {
  collection<T>(name: string): Collection<T>;
  /** One atomic step. Throws StorageError. */
  commit(changes: readonly StorageChange[]): Promise<void>;
  close(): Promise<void>;
}

type Level = ClassicLevel<string, unknown>;
type Sublevel = ReturnType<typeof openSublevel>;

/**
 * A write that fails may be torn off in LevelDB's log, and at the next opening LevelDB drops what stands behind it
 * without a word, though it took it. So the next write opens the database anew before it is made: all that was
 * acknowledged stands before the tear and is read back, and the write that failed is gone, as its caller was told.
 */
export async function openDocuments(
  folder: string,
  directory: string,
  onOutage: OnOutage,
): Promise<Documents> {
  const level: Level = new ClassicLevel(folder, { valueEncoding: 'json' });
  const sublevels = new Map<string, Sublevel>();
  const exclusive = createLocks();
  const outage = createOutage(directory, onOutage);
  let failure: unknown;
  let isReadable = true;
  let isClosed = false;
  await level.open();

  const inTurn = <T>(task: () => Promise<T>) => exclusive(folder, task);

  /** Does nothing while all is well. Throws the failure that is not mended yet. */
  async function reopen(): Promise<void> {
    if (failure === undefined || isClosed) return;
    try {
      if (isReadable) await checkRoom(folder); // LevelDB can still be read, but not once it failed to open
      isReadable = false;
      await level.close();
      await level.open();
      for (const sublevel of sublevels.values()) await sublevel.open();
    } catch (error) {
      const causes = [error, error instanceof Error ? error.cause : undefined];
      failure = causes.find((cause) => storageErrorOf(directory, cause)) ?? failure;
      throw failure;
    }
    isReadable = true;
    failure = undefined;
  }

  function read<T>(run: () => Promise<T>): Promise<T> {
    if (isReadable) return run();
    return inTurn(() => outage.watch(reopen).then(run));
  }

  async function write(changes: readonly StorageChange[]): Promise<void> {
    await reopen();
    try {
      await level.batch(
        changes.map(({ collection, change }) => {
          const sublevel = sublevelOf(collection);
          return 'put' in change
            ? { type: 'put', sublevel, key: change.put, value: change.value }
            : { type: 'del', sublevel, key: change.delete };
        }),
      );
    } catch (error) {
      if (storageErrorOf(directory, error)) failure = error;
      throw error;
    }
  }

  const commit = (changes: readonly StorageChange[]) => inTurn(() => outage.watch(() => write(changes)));

  function sublevelOf(name: string): Sublevel {
    const sublevel = sublevels.get(name) ?? openSublevel(level, name);
    sublevels.set(name, sublevel);
    return sublevel;
  }

  /** Goes on behind the last entry where the database was opened anew in between. */
  async function* entries(sublevel: Sublevel, range: Range): AsyncGenerator<[string, unknown]> {
    let rest = range;
    for (;;) {
      const iterator = await read(async () => sublevel.iterator(rest));
      try {
        for await (const entry of iterator) {
          rest = behind(rest, entry[0]);
          yield entry;
        }
        return;
      } catch (error) {
        if (codeOf(error) !== 'LEVEL_ITERATOR_NOT_OPEN') throw error;
      }
    }
  }

  return {
    collection<T>(name: string): Collection<T> {
      const sublevel = sublevelOf(name);
      const changes = (changes: readonly Change<T>[]) =>
        changes.map((change): StorageChange => ({ collection: name, change }));
      return {
        changes,
        // Not getSync: it finds no keys with characters of four bytes (classic-level 3.0.0).
        get: (key) => read(() => sublevel.get(key)) as Promise<T | undefined>,
        put: (key, value) => commit(changes([{ put: key, value }])),
        delete: (key) => commit(changes([{ delete: key }])),
        batch: (batch) => commit(changes(batch)),
        entries: (range = {}) => entries(sublevel, range) as AsyncGenerator<[string, T]>,
      };
    },
    commit,
    close: () =>
      inTurn(() => {
        isClosed = true;
        return level.close();
      }),
  };
}

function openSublevel(level: Level, name: string) {
  return level.sublevel<string, unknown>(name.split('/'), { valueEncoding: 'json' });
}

/** What of a range follows a key. */
function behind({ gt, gte, lt, lte, ...range }: Range, key: string): Range {
  const { reverse = false, limit } = range;
  const rest = limit === undefined ? range : { ...range, limit: limit - 1 };
  const low = gt === undefined ? { ...(gte === undefined ? {} : { gte }) } : { gt };
  const high = lt === undefined ? { ...(lte === undefined ? {} : { lte }) } : { lt };
  return reverse ? { ...rest, ...low, lt: key } : { ...rest, ...high, gt: key };
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
