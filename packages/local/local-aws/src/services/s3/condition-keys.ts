import { type Fields, textOf } from './object/fields.ts';
import type { Tag } from './object/tags.ts';
import type { Store } from './storage/store.ts';

/** Condition keys of policies and what a request has for them. Source: Service authorization reference, "Amazon S3". */
export type ConditionKeys = Readonly<Record<string, string | readonly string[]>>;

/** What an action is about, where that is an object: `undefined` for its latest version. */
export interface Target {
  readonly bucket: string;
  readonly key?: string;
  readonly versionId?: string | undefined;
}

/** Of the headers of a request or the fields of a form: `s3:x-amz-acl` and its like, and the tags in `x-amz-tagging`. */
export function requestKeys(fields: Fields): ConditionKeys {
  const sent = Object.keys(fields).filter((name) => name.startsWith('x-amz-'));
  const tags = textOf(fields, 'x-amz-tagging');
  return {
    ...Object.fromEntries(sent.map((name) => [`s3:${name}`, textOf(fields, name) ?? ''])),
    ...(tags ? requestTagKeys([...new URLSearchParams(tags)]) : {}),
  };
}

export function requestTagKeys(tags: readonly Tag[]): ConditionKeys {
  return {
    ...Object.fromEntries(tags.map(([key, value]) => [`s3:RequestObjectTag/${key}`, value])),
    's3:RequestObjectTagKeys': tags.map(([key]) => key),
  };
}

const ofTaggedObjects = /^s3:(GetObject(Version)?|(Get|Put|Delete)Object(Version)?(Acl|Attributes|Tagging))$/;

/** Of the object that an action finds: its tags, for the actions that can be allowed by them, and the version asked for. */
export async function objectKeys(
  { versions }: Store,
  action: string,
  { bucket, key, versionId }: Target,
): Promise<ConditionKeys> {
  if (!key) return {};
  const version = versionId ? { 's3:VersionId': versionId } : {};
  if (!ofTaggedObjects.test(action)) return version;
  const found = await (versionId ? versions.find(bucket, key, versionId) : versions.latest(bucket, key));
  if (found?.kind !== 'object') return version;
  const tags = Object.entries(found.tags).map(([name, value]) => [`s3:ExistingObjectTag/${name}`, value]);
  return { ...version, ...Object.fromEntries(tags) };
}
