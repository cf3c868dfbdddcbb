import { access, constants, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Collection, StorageChange } from './collection.ts';
import { type FolderName, openDataFolder } from './data-folder.ts';
import { DataFolderError } from './data-folder-error.ts';
import { type Documents, openDocuments } from './documents.ts';
import { createOutage, type OnOutage } from './outage.ts';

/** Everything that local-aws stores: documents in one LevelDB, bodies as files beside it. */
export interface Storage {
  readonly directory: string;
  /** The collection with that name, such as `lambda/functions`; the same name gives the same data after a restart. */
  collection<T>(name: string): Collection<T>;
  /** Changes of several collections as one atomic step. Throws StorageError, as every change of a collection does. */
  commit(changes: readonly StorageChange[]): Promise<void>;
  /** A folder for a service's files, created on first use. */
  folder(name: FolderName): Promise<string>;
  /** Runs what writes files there. Throws StorageError where the disk fails; what is half written is its own business. */
  writeFiles<T>(write: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Opens the storage in `dataDir`, or in a temporary folder that `close` removes. Throws DataFolderError. */
export async function openStorage(dataDir?: string, onOutage: OnOutage = () => {}): Promise<Storage> {
  // Functions run in their own folders and get paths in this one.
  const directory = resolve(dataDir ?? (await mkdtemp(join(tmpdir(), 'local-aws-'))));
  let data: Awaited<ReturnType<typeof openDataFolder>>;
  let documents: Documents;
  try {
    data = await openDataFolder(directory);
    await access(directory, constants.W_OK); // Node gives a clearer reason than LevelDB
    documents = await openDocuments(await data.folder('documents'), directory, onOutage);
  } catch (error) {
    throw new DataFolderError(directory, error);
  }

  return {
    directory,
    collection: documents.collection,
    commit: documents.commit,
    folder: data.folder,
    writeFiles: createOutage(directory, onOutage).watch,
    async close() {
      await documents.close();
      if (dataDir === undefined) await rm(directory, { recursive: true, force: true });
    },
  };
}
