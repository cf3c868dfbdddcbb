import { createHash } from 'node:crypto';
import { versionOf } from '@darkroom/catalog';
import type { ImageEvent } from '@darkroom/image-events';

export interface Content {
  readonly eTag: string;
  readonly content: string;
  readonly at: Date;
  readonly byForm: boolean;
  /** Absent if the bucket keeps no versions. */
  readonly versionId?: string;
}

export type ModelBucket = ReturnType<typeof modelBucket>;

/** One key of the originals bucket in memory. It sends an event for each change, with growing sequencers, like S3. */
export function modelBucket(options: {
  readonly key: string;
  readonly versioned: boolean;
  readonly clock: () => Date;
  readonly tell: (event: ImageEvent) => void;
}) {
  const { key, versioned, clock, tell } = options;
  let sequence = 0x10;
  let versions: (Content | 'delete marker')[] = [];
  const removed: Content[] = [];

  function next(at: Date) {
    const sequencer = (sequence++).toString(16).padEnd(6, '0');
    return { sequencer, version: versionOf({ sequencer, eventTime: at }) };
  }
  function current(): Content | undefined {
    const newest = versions.at(-1);
    return newest === 'delete marker' ? undefined : newest;
  }
  function tellRemoval(type: 'removed' | 'version-removed') {
    tell({ type, key, version: next(clock()).version });
  }

  return {
    current,
    /** All objects that are stored, oldest first. */
    objects: () => versions.filter((version) => version !== 'delete marker'),
    /** What `removeUpload` has deleted. */
    removed,

    put(content: string, { byForm }: { byForm: boolean }): void {
      const at = clock();
      const { sequencer, version } = next(at);
      const eTag = createHash('md5').update(content).digest('hex');
      const versionId = versioned ? { versionId: sequencer } : {};
      const object = { eTag, content, at, byForm, ...versionId };
      versions = versioned ? [...versions, object] : [object];
      tell({ type: 'uploaded', key, version, eTag, ...(byForm && { byForm: { at, ...versionId } }) });
    },

    delete(): void {
      if (!versioned && versions.length === 0) return;
      versions = versioned ? [...versions, 'delete marker'] : [];
      tellRemoval('removed');
    },

    /** Deletes the newest version, so the one before it becomes current. */
    deleteVersion(): void {
      versions = versions.slice(0, -1);
      tellRemoval(versioned ? 'version-removed' : 'removed');
    },

    /** Does what `Originals.remove` promises. */
    removeUpload(upload: { eTag: string; at: Date; versionId?: string }): void {
      const newest = current();
      const isStillThere = newest?.eTag === upload.eTag && newest.at <= upload.at;
      const unversioned = isStillThere ? newest : undefined;
      const object = versioned
        ? this.objects().find(({ versionId }) => versionId === upload.versionId)
        : unversioned;
      if (!object) return;
      versions = versions.filter((version) => version !== object);
      removed.push(object);
      tellRemoval(versioned ? 'version-removed' : 'removed');
    },
  };
}
