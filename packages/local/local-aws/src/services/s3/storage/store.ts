import type { Cloud } from '../../../cloud/cloud.ts';
import { createLocks } from '../../../storage/locks.ts';
import { noSuchBucket } from '../errors.ts';
import { type Outbox, openOutbox, type PendingNotification } from '../notification/outbox.ts';
import { type Bodies, openBodies } from './bodies.ts';
import { type Bucket, type Buckets, openBuckets } from './buckets.ts';
import { openSequencers } from './sequencers.ts';
import { openUploads, type Uploads } from './uploads.ts';
import { openVersions, type Versions } from './versions.ts';

/** Everything that S3 stores. */
export interface Store {
  readonly buckets: Buckets;
  readonly versions: Versions;
  readonly uploads: Uploads;
  readonly bodies: Bodies;
  readonly outbox: Outbox;
  readonly sequencers: { next(): Promise<string> };
  /** Changes of one bucket's records happen one after another, which makes conditional writes atomic. */
  exclusive<T>(bucket: string, task: () => Promise<T>): Promise<T>;
}

export async function openStore({ storage, now }: Pick<Cloud, 'storage' | 'now'>): Promise<Store> {
  const store: Store = {
    buckets: openBuckets(storage.collection<Bucket>('s3/buckets')),
    versions: openVersions(storage),
    uploads: openUploads(storage),
    bodies: openBodies(await storage.folder('s3-bodies'), storage.writeFiles),
    outbox: openOutbox(storage.collection<PendingNotification>('s3/outbox')),
    sequencers: openSequencers(storage.collection<string>('s3/sequencer'), now),
    exclusive: createLocks(),
  };
  await collectGarbage(store);
  return store;
}

export async function requireBucket(store: Store, name: string): Promise<Bucket> {
  const bucket = await store.buckets.get(name);
  if (!bucket) throw noSuchBucket(name);
  return bucket;
}

/** Body files that no record names, and uploads whose completion an earlier release left half done. */
async function collectGarbage({ versions, uploads, bodies }: Store): Promise<void> {
  const referenced = new Set<string>();
  for await (const version of versions.all()) {
    if (version.kind === 'object') for (const { file } of version.segments) referenced.add(file);
  }
  for await (const upload of uploads.all()) {
    const files = (await uploads.parts(upload)).map(({ segment }) => segment.file);
    if (files.some((file) => referenced.has(file))) await uploads.end(upload);
    else for (const file of files) referenced.add(file);
  }
  await bodies.collectGarbage(referenced);
}
