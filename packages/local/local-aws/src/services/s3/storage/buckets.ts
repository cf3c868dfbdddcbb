import type { Collection } from '../../../storage/collection.ts';

/** A sub-resource as it was put: the document, and response headers that belong to it. */
export interface StoredConfiguration {
  readonly document: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Bucket {
  readonly name: string;
  readonly region: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly versioning?: 'Enabled' | 'Suspended';
  /** By the name of the query parameter: `cors`, `policy`, … */
  readonly configuration: Readonly<Record<string, StoredConfiguration>>;
}

export interface Buckets {
  get(name: string): Promise<Bucket | undefined>;
  put(bucket: Bucket): Promise<void>;
  delete(name: string): Promise<void>;
  /** In the order of their names. */
  all(): AsyncIterable<Bucket>;
}

export function openBuckets(records: Collection<Bucket>): Buckets {
  return {
    get: (name) => records.get(name),
    put: (bucket) => records.put(bucket.name, bucket),
    delete: (name) => records.delete(name),
    async *all() {
      for await (const [, bucket] of records.entries()) yield bucket;
    },
  };
}

export function bucketArn(bucket: string): string {
  return `arn:aws:s3:::${bucket}`;
}

export function objectArn(bucket: string, key: string): string {
  return `${bucketArn(bucket)}/${key}`;
}
