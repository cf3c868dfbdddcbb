import { tagSet } from '../bucket/documents/tagging.ts';
import { requestTagKeys } from '../condition-keys.ts';
import { authorize, type S3Call, type S3Operation, versionIdOf } from '../operation.ts';
import { requireBucket } from '../storage/store.ts';
import type { StoredObject } from '../storage/versions.ts';
import { readDocument } from '../wire/read-document.ts';
import { noContent, xmlResponse } from '../wire/responses.ts';
import { parseXml } from '../wire/xml.ts';
import { versionHeader } from './commit-object.ts';
import { findDescribed } from './find-object.ts';
import { objectTags } from './tags.ts';

export const getObjectTagging: S3Operation = {
  name: 'GetObjectTagging',
  action: (call) => (versionIdOf(call) ? 's3:GetObjectVersionTagging' : 's3:GetObjectTagging'),
  async run(call) {
    const bucket = await requireBucket(call.store, call.bucket);
    const object = await findDescribed(call, { ...call, versionId: versionIdOf(call) });
    const tags = Object.entries(object.tags).map(([Key, Value]) => ({ Key, Value }));
    return xmlResponse('Tagging', { TagSet: { Tag: tags } }, versionHeader(bucket, object.versionId));
  },
};

export const putObjectTagging: S3Operation = {
  name: 'PutObjectTagging',
  action: null, // policies may ask for the tags in the body
  async run(call) {
    await requireBucket(call.store, call.bucket);
    const { TagSet } = parseXml(await readDocument(call), 'Tagging', tagSet);
    const asked = TagSet.Tag.map(({ Key, Value }) => [Key, Value] as const);
    const versionId = versionIdOf(call);
    const action = versionId ? 's3:PutObjectVersionTagging' : 's3:PutObjectTagging';
    await authorize(call, action, { ...call, versionId }, requestTagKeys(asked));
    const tags = objectTags(asked);
    return { status: 200, headers: await setTags(call, tags) };
  },
};

export const deleteObjectTagging: S3Operation = {
  name: 'DeleteObjectTagging',
  action: (call) => (versionIdOf(call) ? 's3:DeleteObjectVersionTagging' : 's3:DeleteObjectTagging'),
  run: async (call) => noContent(await setTags(call, {})),
};

async function setTags(call: S3Call, tags: StoredObject['tags']): Promise<Record<string, string>> {
  const { store } = call;
  return store.exclusive(call.bucket, async () => {
    const bucket = await requireBucket(store, call.bucket);
    const object = await findDescribed(call, { ...call, versionId: versionIdOf(call) });
    await store.versions.apply([{ put: { ...object, tags } }]);
    return versionHeader(bucket, object.versionId);
  });
}
