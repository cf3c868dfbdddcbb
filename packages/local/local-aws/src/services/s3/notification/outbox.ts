import type { Collection, StorageChange } from '../../../storage/collection.ts';
import type { Version, Versions } from '../storage/versions.ts';
import type { NotificationRule } from './configuration.ts';
import type { EventName } from './event.ts';

/** A notification that is written down together with the change that it tells of, and forgotten once delivered. */
export interface PendingNotification {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly sequencer: string;
  readonly eventName: EventName;
  readonly ruleId: string;
  readonly destination: NotificationRule['destination'];
  /** The trace header of the request that made the change, if it had one. */
  readonly traceHeader?: string | undefined;
  /** The event's JSON. */
  readonly message: string;
}

/** A notification that could not be settled yet, by a fault of ours, or that an injected fault makes late. */
export interface KeptNotification {
  readonly notification: PendingNotification;
  /** Whether it has only to be forgotten. */
  readonly isDelivered: boolean;
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
}

/** Undelivered notifications: a crash between writing an object's record and delivering its event loses none. */
export interface Outbox {
  /** To be committed with the change itself. */
  adding(notifications: readonly PendingNotification[]): StorageChange[];
  remove(notification: PendingNotification): Promise<void>;
  /** Remembers what is to be tried again. */
  keep(kept: KeptNotification): void;
  /** What is due, in this order. */
  takeKept(now: number): KeptNotification[];
  /** What an earlier run left undelivered; of changes that are undone since they are dropped. */
  leftovers(versions: Versions): Promise<PendingNotification[]>;
}

export function openOutbox(records: Collection<PendingNotification>): Outbox {
  let allKept: KeptNotification[] = [];

  return {
    adding: (notifications) =>
      records.changes(
        notifications.map((notification) => ({ put: recordKey(notification), value: notification })),
      ),
    remove: (notification) => records.delete(recordKey(notification)),
    keep: (kept) => void allKept.push(kept),
    takeKept(now) {
      const due = allKept.filter(({ dueAt }) => dueAt <= now);
      allKept = allKept.filter(({ dueAt }) => dueAt > now);
      return due.sort((one, other) => one.dueAt - other.dueAt);
    },
    async leftovers(versions) {
      const found: PendingNotification[] = [];
      for await (const [key, notification] of records.entries()) {
        if (await happened(notification, versions)) found.push(notification);
        else await records.delete(key);
      }
      return found;
    },
  };
}

async function happened(
  { bucket, key, versionId, sequencer, eventName }: PendingNotification,
  versions: Versions,
): Promise<boolean> {
  const version: Version | undefined = await versions.find(bucket, key, versionId);
  if (eventName === 'ObjectRemoved:Delete') return version === undefined || version.sequencer > sequencer;
  return version !== undefined && version.sequencer >= sequencer;
}

function recordKey({ sequencer, bucket, ruleId }: PendingNotification): string {
  return `${sequencer}/${bucket}/${ruleId}`;
}
