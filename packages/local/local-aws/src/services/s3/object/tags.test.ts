import {
  CreateBucketCommand,
  GetObjectTaggingCommand,
  PutBucketTaggingCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type Tag,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { Bucket, startS3 } from '../testing/start-s3.ts';

const Key = 'photo.jpg';
const many = (count: number): Tag[] =>
  Array.from({ length: count }, (_, index) => ({ Key: `k${index}`, Value: '' }));

test.each<[what: string, TagSet: Tag[], code: string, message: string]>([
  ['a comma', [{ Key: 'a,b', Value: 'c' }], 'InvalidTag', 'The TagKey you have provided is invalid'],
  ['an ampersand', [{ Key: 'a', Value: '&' }], 'InvalidTag', 'The TagValue you have provided is invalid'],
  ['no key', [{ Key: '', Value: 'c' }], 'InvalidTag', 'The TagKey you have provided is invalid'],
  [
    'a long key',
    [{ Key: 'k'.repeat(129), Value: '' }],
    'InvalidTag',
    'The TagKey you have provided is invalid',
  ],
  [
    'a long value',
    [{ Key: 'k', Value: 'v'.repeat(257) }],
    'InvalidTag',
    'The TagValue you have provided is invalid',
  ],
  [
    'a key twice',
    [
      { Key: 'k', Value: '1' },
      { Key: 'k', Value: '2' },
    ],
    'InvalidTag',
    'Cannot provide multiple Tags with the same key',
  ],
])(
  '%s is refused in the tags of objects, of buckets and of new buckets',
  async (_, TagSet, name, message) => {
    const { s3 } = await startS3();
    await s3.send(new PutObjectCommand({ Bucket, Key }));
    const refused = { name, message };
    const Tagging = { TagSet };
    await expect(s3.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging }))).rejects.toMatchObject(
      refused,
    );
    await expect(s3.send(new PutBucketTaggingCommand({ Bucket, Tagging }))).rejects.toMatchObject(refused);
    const create = new CreateBucketCommand({
      Bucket: 'new-one',
      CreateBucketConfiguration: { Tags: TagSet },
    });
    await expect(s3.send(create)).rejects.toMatchObject(refused);
  },
);

test('an object has ten tags at most, a bucket fifty, and none of them is of AWS', async () => {
  const { s3 } = await startS3();
  await s3.send(new PutObjectCommand({ Bucket, Key }));
  const tagObject = (TagSet: Tag[]) =>
    s3.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet } }));
  const tagBucket = (TagSet: Tag[]) => s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
  await tagObject(many(10));
  await tagBucket(many(50));
  await expect(tagObject(many(11))).rejects.toMatchObject({ name: 'BadRequest' });
  await expect(tagBucket(many(51))).rejects.toMatchObject({ name: 'BadRequest' });
  const reserved = [{ Key: 'aws:x', Value: '' }];
  await expect(tagObject(reserved)).rejects.toMatchObject({
    message: 'Your TagKey cannot be prefixed with aws:',
  });
  await expect(tagBucket(reserved)).rejects.toMatchObject({
    message: 'System tags cannot be added/updated by requester',
  });
});

test.each(['a=1&a=2', 'a=1,b=2', 'a=%26'])('%s is no header of tags', async (Tagging) => {
  const { s3 } = await startS3();
  await expect(s3.send(new PutObjectCommand({ Bucket, Key, Tagging }))).rejects.toMatchObject({
    name: 'InvalidArgument',
    ArgumentName: 'x-amz-tagging',
  });
});

test('a tag may hold letters of any script', async () => {
  const { s3 } = await startS3();
  const TagSet = [{ Key: 'größe 大', Value: 'a-b_c.d:e/f=g+h@i' }];
  await s3.send(new PutObjectCommand({ Bucket, Key }));
  await s3.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet } }));
  expect((await s3.send(new GetObjectTaggingCommand({ Bucket, Key }))).TagSet).toEqual(TagSet);
});
