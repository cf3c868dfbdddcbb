import { access, constants, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ClassicLevel } from 'classic-level';
import type { Collection } from './collection.ts';
import { type FolderName, openDataFolder } from './data-folder.ts';
import { DataFolderError } from './data-folder-error.ts';
import {
  DiskFullError,
  isDiskFull,
  isFailedWrite,
  type StorageError,
  WriteFailedError,
} from './storage-error.ts';

/** Everything local-aws remembers: documents in one LevelDB, bodies as files beside it. */
export interface Storage {
  readonly directory: string;
  /** The collection of that name, e.g. `lambda/functions`; the same name is the same data after a restart. */
  collection<T>(name: string): Collection<T>;
  /** A folder for a service's files, made on first use. */
  folder(name: FolderName): Promise<string>;
  close(): Promise<void>;
}

/** Opens the storage in `dataDir`, or in a temporary folder that `close` removes. A write that fails is told once: none is taken after it. Throws DataFolderError. */
export async function openStorage(
  dataDir?: string,
  onFailure: (error: StorageError) => void = () => {},
): Promise<Storage> {
  // Functions run in folders of their own and are told paths in this one.
  const directory = resolve(dataDir ?? (await mkdtemp(join(tmpdir(), 'local-aws-'))));
  const level = new ClassicLevel<string, unknown>(join(directory, 'documents'), { valueEncoding: 'json' });
  let data: Awaited<ReturnType<typeof openDataFolder>>;
  try {
    data = await openDataFolder(directory);
    await access(directory, constants.W_OK); // Node says why not more plainly than LevelDB
    await data.folder('documents');
    await level.open();
  } catch (error) {
    throw new DataFolderError(directory, error);
  }
  let failure: StorageError | undefined;
  let last: Promise<void> = Promise.resolve();

  /**
   * One write after the other, and none after one that failed: that one may be torn off in LevelDB's log, and at the
   * next opening LevelDB drops what stands behind it without a word, though it took it.
   */
  function written(write: () => Promise<void>): Promise<void> {
    const result = last.then(async () => {
      if (failure) throw failure;
      try {
        await write();
      } catch (cause) {
        if (!isFailedWrite(cause)) throw cause;
        failure = isDiskFull(cause) ? new DiskFullError(cause) : new WriteFailedError(cause);
        onFailure(failure);
        throw failure;
      }
    });
    last = result.catch(() => {});
    return result;
  }

  return {
    directory,
    collection<T>(name: string): Collection<T> {
      const sublevel = level.sublevel<string, T>(name.split('/'), { valueEncoding: 'json' });
      return {
        get: (key) => sublevel.get(key),
        put: (key, value) => written(() => sublevel.put(key, value)),
        delete: (key) => written(() => sublevel.del(key)),
        batch: (changes) =>
          written(() =>
            sublevel.batch(
              changes.map((change) =>
                'put' in change
                  ? { type: 'put', key: change.put, value: change.value }
                  : { type: 'del', key: change.delete },
              ),
            ),
          ),
        entries: (range = {}) => sublevel.iterator(range),
      };
    },
    folder: data.folder,
    async close() {
      await level.close();
      if (dataDir === undefined) await rm(directory, { recursive: true, force: true });
    },
  };
}
