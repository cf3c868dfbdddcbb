/** A named, ordered map of JSON documents. It survives a restart if local-aws has a data folder. */
export interface Collection<T> {
  get(key: string): Promise<T | undefined>;
  put(key: string, value: T): Promise<void>;
  delete(key: string): Promise<void>;
  /** Writes and deletes as one atomic step. */
  batch(changes: readonly Change<T>[]): Promise<void>;
  /** For `Storage.commit`, which makes changes of several collections one atomic step. */
  changes(changes: readonly Change<T>[]): StorageChange[];
  /** Entries in the UTF-8 byte order of their keys, in which S3 lists. */
  entries(range?: Range): AsyncIterable<[key: string, value: T]>;
}

export type Change<T> = { readonly put: string; readonly value: T } | { readonly delete: string };

/** A change, and the collection that it is of. */
export interface StorageChange {
  readonly collection: string;
  readonly change: Change<unknown>;
}

export interface Range {
  readonly gt?: string;
  readonly gte?: string;
  readonly lt?: string;
  readonly lte?: string;
  readonly reverse?: boolean;
  readonly limit?: number;
}
