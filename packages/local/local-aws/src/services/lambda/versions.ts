import type { FunctionRecord, PublishedVersion } from './function-record.ts';

/** Takes a snapshot of `$LATEST`; returns the newest version if nothing has changed since. */
export function publish(
  record: FunctionRecord,
  description: string | undefined,
): { record: FunctionRecord; published: PublishedVersion } {
  const newest = record.versions.at(-1);
  if (newest && newest.codeSha256 === record.codeSha256 && newest.revisionId === record.revisionId) {
    return { record, published: newest };
  }
  const {
    versions,
    versionsPublished,
    aliases: _aliases,
    policy: _policy,
    eventInvokeConfigs: _eventInvokeConfigs,
    tags: _tags,
    ...snapshot
  } = record;
  const published = {
    ...snapshot,
    description: description ?? record.description,
    version: String(versionsPublished + 1),
  };
  return {
    record: { ...record, versions: [...versions, published], versionsPublished: versionsPublished + 1 },
    published,
  };
}
