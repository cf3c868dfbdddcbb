import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { StorageChange } from '../../../storage/collection.ts';
import { announce } from '../notification/announce.ts';
import type { EventName } from '../notification/event.ts';
import type { PendingNotification } from '../notification/outbox.ts';
import type { S3Call } from '../operation.ts';
import type { Bucket } from '../storage/buckets.ts';
import { requireBucket } from '../storage/store.ts';
import type { StoredObject, Version } from '../storage/versions.ts';
import { checkWriteConditions } from './conditions.ts';

/** An object whose bytes are on disk but which is not yet visible. */
export type ObjectDraft = Omit<StoredObject, 'kind' | 'bucket' | 'versionId' | 'sequencer' | 'lastModified'>;

/**
 * Makes an object visible in one atomic step: checks the conditions, removes what it replaces, and records its
 * notifications, which the caller then delivers. If it fails, the draft's files stay.
 */
export async function commitObject(
  call: S3Call,
  draft: ObjectDraft,
  event: EventName,
  conditions: IncomingHttpHeaders,
  inTheSameStep: {
    readonly before?: () => Promise<void>;
    /** Called with the version that is replaced, once the conditions hold. */
    readonly checked?: (latest: Version | undefined) => void;
    readonly changes?: () => Promise<StorageChange[]>;
  } = {},
): Promise<{ readonly object: StoredObject; readonly notifications: PendingNotification[] }> {
  const { store, cloud, bucket } = call;
  const { object, replaced, notifications } = await store.exclusive(bucket, async () => {
    const configuration = await requireBucket(store, bucket);
    await inTheSameStep.before?.();
    const latest = await store.versions.latest(bucket, draft.key);
    checkWriteConditions(conditions, draft.key, latest);
    inTheSameStep.checked?.(latest);
    const object: StoredObject = {
      ...draft,
      kind: 'object',
      bucket,
      versionId: newVersionId(configuration),
      sequencer: await store.sequencers.next(),
      lastModified: wholeSeconds(cloud.now()),
    };
    const replaced = await versionReplacedBy(call, object);
    const notifications = announce(call, configuration, event, object);
    await store.versions.apply(
      [{ put: object }, ...(replaced ? [{ remove: replaced }] : [])],
      [...store.outbox.adding(notifications), ...((await inTheSameStep.changes?.()) ?? [])],
    );
    return { object, replaced, notifications };
  });
  if (replaced?.kind === 'object') await store.bodies.remove(replaced.segments);
  return { object, notifications };
}

/** A new version gets an id of its own only if versioning is on; otherwise it replaces `null`. */
export function newVersionId(bucket: Bucket): string {
  return bucket.versioning === 'Enabled' ? randomBytes(24).toString('base64url') : 'null';
}

export async function versionReplacedBy(call: S3Call, version: Version): Promise<Version | undefined> {
  if (version.versionId !== 'null') return undefined;
  return call.store.versions.find(version.bucket, version.key, 'null');
}

/** `x-amz-version-id`, which a bucket that never had versioning does not send. */
export function versionHeader(bucket: Bucket, versionId: string): Record<string, string> {
  return bucket.versioning === undefined ? {} : { 'x-amz-version-id': versionId };
}

/** The same in the response to a write, where S3 does not name the `null` version of suspended versioning. */
export function newVersionHeader(bucket: Bucket, versionId: string): Record<string, string> {
  return bucket.versioning === 'Enabled' ? { 'x-amz-version-id': versionId } : {};
}

export function checkKey(key: string): void {
  const bytes = Buffer.byteLength(key);
  if (bytes > 1024) {
    throw new AwsError('KeyTooLongError', 'Your key is too long', 400, {
      fields: { MaxSizeAllowed: '1024', Size: String(bytes) },
    });
  }
}

/** S3 gives times in whole seconds. */
export function wholeSeconds(time: Date): string {
  return new Date(Math.floor(time.getTime() / 1000) * 1000).toISOString();
}
