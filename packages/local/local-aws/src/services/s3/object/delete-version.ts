import { announce } from '../notification/announce.ts';
import { deliverNotifications } from '../notification/deliver-notifications.ts';
import type { S3Call } from '../operation.ts';
import type { Bucket } from '../storage/buckets.ts';
import { requireBucket } from '../storage/store.ts';
import type { DeleteMarker, Version } from '../storage/versions.ts';
import { newVersionId, versionReplacedBy, wholeSeconds } from './commit-object.ts';
import { checkDeleteCondition } from './conditions.ts';
import { checkVersionId } from './find-object.ts';

export interface Deletion {
  /** The delete marker that now hides the object, or the version that was deleted. */
  readonly version?: Version | undefined;
  /** Whether `version` is a marker that this deletion created. */
  readonly marked: boolean;
}

/**
 * Deletes one version, or the object as a whole: in a bucket with versioning that adds a delete marker, elsewhere it deletes
 * the bytes. Deleting an object that does not exist succeeds.
 * Source: S3 user guide, "Deleting object versions from a versioning-enabled bucket".
 */
export async function deleteVersion(
  call: S3Call,
  key: string,
  versionId: string | undefined,
  ifMatch?: string,
): Promise<Deletion> {
  const { store } = call;
  const { removed, notifications, ...deletion } = await store.exclusive(call.bucket, async () => {
    const bucket = await requireBucket(store, call.bucket);
    const latest = await store.versions.latest(bucket.name, key);
    checkDeleteCondition(ifMatch, key, latest);
    if (versionId !== undefined) {
      checkVersionId(bucket, versionId);
      const version = await store.versions.find(bucket.name, key, versionId);
      return version ? remove(call, bucket, key, version) : nothing;
    }
    return bucket.versioning === undefined ? remove(call, bucket, key, latest) : mark(call, bucket, key);
  });
  if (removed?.kind === 'object') await store.bodies.remove(removed.segments);
  await deliverNotifications(call, notifications);
  return deletion;
}

const nothing = { version: undefined, removed: undefined, marked: false, notifications: [] };

/** S3 sends an event for every successful deletion, even if there was nothing to delete. */
async function remove(call: S3Call, bucket: Bucket, key: string, version: Version | undefined) {
  const { store } = call;
  const subject = { key, versionId: version?.versionId ?? 'null', sequencer: await store.sequencers.next() };
  const notifications = announce(call, bucket, 'ObjectRemoved:Delete', subject);
  await store.versions.apply(version ? [{ remove: version }] : [], store.outbox.adding(notifications));
  return { version, marked: false, removed: version, notifications };
}

async function mark(call: S3Call, bucket: Bucket, key: string) {
  const { store, cloud } = call;
  const marker: DeleteMarker = {
    kind: 'delete-marker',
    bucket: bucket.name,
    key,
    versionId: newVersionId(bucket),
    sequencer: await store.sequencers.next(),
    lastModified: wholeSeconds(cloud.now()),
  };
  const removed = await versionReplacedBy(call, marker);
  const notifications = announce(call, bucket, 'ObjectRemoved:DeleteMarkerCreated', marker);
  await store.versions.apply(
    [{ put: marker }, ...(removed ? [{ remove: removed }] : [])],
    store.outbox.adding(notifications),
  );
  return { version: marker, marked: true, removed, notifications };
}
