import type { StoredObject, Version, Versions } from '../storage/versions.ts';

export interface ListingRange {
  readonly bucket: string;
  readonly prefix: string;
  readonly delimiter: string;
  /** Exclusive: a key, or a common prefix that has already been listed. */
  readonly after: string;
}

export type Listed<T> = { readonly item: T } | { readonly commonPrefix: string };

/** Current objects and common prefixes, in UTF-8 byte order. */
export async function* listObjects(
  versions: Versions,
  range: ListingRange,
): AsyncGenerator<Listed<StoredObject>> {
  let key: string | undefined;
  for await (const entry of listVersions(versions, range, isCurrentObject)) {
    yield entry as Listed<StoredObject>;
  }

  // The first version of a key is its latest; the following ones are history.
  function isCurrentObject(version: Version): boolean {
    const isLatest = version.key !== key;
    key = version.key;
    return isLatest && version.kind === 'object';
  }
}

/**
 * Versions that pass `keep`, grouped at the delimiter. After a common prefix the scan restarts behind it, so the cost of a
 * listing by folders depends on the number of folders, not of keys.
 */
export async function* listVersions(
  versions: Versions,
  { bucket, prefix, delimiter, after }: ListingRange,
  keep: (version: Version) => boolean = () => true,
): AsyncGenerator<Listed<Version>> {
  let from = after;
  let skipped = delimiter !== '' && after.startsWith(prefix) ? rollUp(after, prefix, delimiter) : undefined;
  // If `after` is within a folder, that folder is still listed, unless `after` is the folder itself.
  if (skipped !== after) skipped = undefined;
  for (;;) {
    let restart = false;
    for await (const version of versions.scan(bucket, prefix, from)) {
      if (version.key === after && after !== '') continue;
      if (skipped !== undefined && version.key.startsWith(skipped)) continue;
      if (!keep(version)) continue;
      const commonPrefix = delimiter === '' ? undefined : rollUp(version.key, prefix, delimiter);
      if (commonPrefix === undefined) {
        yield { item: version };
        continue;
      }
      yield { commonPrefix };
      skipped = commonPrefix;
      from = `${commonPrefix}\u{10FFFF}`;
      restart = true;
      break;
    }
    if (!restart) return;
  }
}

function rollUp(key: string, prefix: string, delimiter: string): string | undefined {
  const end = key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
}
