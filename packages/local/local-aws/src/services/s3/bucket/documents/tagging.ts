import { z } from 'zod';
import { bucketTags } from '../../object/tags.ts';
import { element, repeated } from '../../wire/xml.ts';
import { subResource } from '../sub-resource.ts';

export const tag = element({ Key: z.string(), Value: z.string() });
export const tagSet = element({ TagSet: element({ Tag: repeated(tag) }) });

export const tagging = subResource({
  query: 'tagging',
  operation: 'BucketTagging',
  root: 'Tagging',
  schema: tagSet,
  check(document) {
    const tags = document.TagSet.Tag.map(({ Key, Value }) => [Key, Value] as const);
    bucketTags(tags);
    return tags.length === 0 ? undefined : document;
  },
  action: 'BucketTagging',
  absent: { code: 'NoSuchTagSet', message: 'The TagSet does not exist' },
  deleteOperation: 'DeleteBucketTagging',
  putStatus: 204,
});
