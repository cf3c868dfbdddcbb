import type { Change, StorageChange } from '../../../storage/collection.ts';
import type { Storage } from '../../../storage/storage.ts';
import type { ObjectChecksum } from '../wire/checksum.ts';
import type { Segment } from './bodies.ts';

/** What a client may say about an object besides its bytes; a copy takes it over. */
export interface ObjectDescription {
  /** Response headers of GET: `content-type`, `cache-control`, `x-amz-meta-*`, … */
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly storageClass: string;
  /** `x-amz-server-side-encryption…` headers. */
  readonly encryption: Readonly<Record<string, string>>;
}

interface VersionIdentity {
  readonly bucket: string;
  readonly key: string;
  /** `null` in a bucket without versioning. */
  readonly versionId: string;
  readonly sequencer: string;
  /** ISO 8601, whole seconds. */
  readonly lastModified: string;
}

export interface ObjectPart {
  readonly number: number;
  readonly bytes: number;
  readonly checksum?: string;
}

export interface StoredObject extends VersionIdentity, ObjectDescription {
  readonly kind: 'object';
  readonly bytes: number;
  /** Without quotes. */
  readonly etag: string;
  readonly checksum?: ObjectChecksum;
  readonly segments: readonly Segment[];
  /** For an object from a multipart upload. */
  readonly parts?: readonly ObjectPart[];
  /** The id of that upload. */
  readonly uploadId?: string;
}

export interface DeleteMarker extends VersionIdentity {
  readonly kind: 'delete-marker';
}

export type Version = StoredObject | DeleteMarker;

/** Every version of every object, by bucket, then key in UTF-8 byte order, then newest first. */
export interface Versions {
  latest(bucket: string, key: string): Promise<Version | undefined>;
  find(bucket: string, key: string, versionId: string): Promise<Version | undefined>;
  /** All versions of the bucket's keys that start with `prefix`, from `from` on (inclusive). */
  scan(bucket: string, prefix: string, from: string): AsyncIterable<Version>;
  /** All versions, for garbage collection. */
  all(): AsyncIterable<Version>;
  isEmpty(bucket: string): Promise<boolean>;
  /** One atomic step, with what else has to happen in it. */
  apply(
    changes: readonly ({ readonly put: Version } | { readonly remove: Version })[],
    also?: readonly StorageChange[],
  ): Promise<void>;
}

export function openVersions(storage: Storage): Versions {
  const records = storage.collection<Version>('s3/versions');

  async function* ofKey(bucket: string, key: string): AsyncGenerator<Version> {
    const start = `${bucket}/${escapeNul(key)}\0`;
    for await (const [, version] of records.entries({ gte: start, lt: `${start}G` })) yield version;
  }

  async function* scan(bucket: string, prefix: string, from: string): AsyncGenerator<Version> {
    const start = `${bucket}/${escapeNul(laterOf(from, prefix))}`;
    for await (const [, version] of records.entries({ gte: start, lt: `${bucket}0` })) {
      if (!version.key.startsWith(prefix)) return;
      yield version;
    }
  }

  return {
    scan,
    async latest(bucket, key) {
      for await (const version of ofKey(bucket, key)) return version;
    },
    async find(bucket, key, versionId) {
      for await (const version of ofKey(bucket, key)) if (version.versionId === versionId) return version;
    },
    async *all() {
      for await (const [, version] of records.entries()) yield version;
    },
    async isEmpty(bucket) {
      for await (const _ of scan(bucket, '', '')) return false;
      return true;
    },
    apply: (changes, also = []) =>
      storage.commit([
        ...records.changes(
          changes.map(
            (change): Change<Version> =>
              'put' in change
                ? { put: recordKey(change.put), value: change.put }
                : { delete: recordKey(change.remove) },
          ),
        ),
        ...also,
      ]),
  };
}

const maxSequencer = (1n << 72n) - 1n;

/** `bucket/key NUL inverted-sequencer`: the newest version of a key comes first. */
function recordKey({ bucket, key, sequencer }: Version): string {
  const inverted = (maxSequencer - BigInt(`0x${sequencer}`)).toString(16).toUpperCase().padStart(18, '0');
  return `${bucket}/${escapeNul(key)}\0${inverted}`;
}

/** A NUL within a key must sort after the NUL that ends a shorter key. */
function escapeNul(key: string): string {
  return key.replaceAll('\0', '\0\u{10FFFF}');
}

/** By UTF-8 bytes, not by UTF-16 units as `>` compares. */
function laterOf(a: string, b: string): string {
  return Buffer.compare(Buffer.from(a), Buffer.from(b)) > 0 ? a : b;
}
