import {
  CreateBucketCommand,
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, test } from 'vitest';
import { refusalOf, wrong } from '../../testing/refusal.ts';
import { Bucket, startSharedS3 } from '../../testing/start-s3.ts';

let s3: S3Client;
beforeAll(async () => {
  const shared = await startSharedS3();
  s3 = shared.s3;
  await s3.send(new CreateBucketCommand({ Bucket }));
  return shared.close;
});
const refusal = (command: { input: object }) => refusalOf(s3, command);

describe('lifecycle', () => {
  const put = (...Rules: Partial<LifecycleRule>[]) =>
    refusal(
      new PutBucketLifecycleConfigurationCommand({
        Bucket,
        LifecycleConfiguration: {
          Rules: Rules.map((rule) => ({ Status: 'Enabled', Filter: {}, ...rule })),
        },
      }),
    );
  const expire = { Expiration: { Days: 1 } };
  const tags = [
    { Key: 'a', Value: '1' },
    { Key: 'b', Value: '2' },
  ];

  test.each<[what: string, rules: Partial<LifecycleRule>[], answer: string]>([
    ['no rules', [], 'MalformedXML'],
    ['neither filter nor prefix', [{ ...expire, Filter: undefined }], 'MalformedXML'],
    ['filter and prefix', [{ ...expire, Prefix: 'a' }], 'MalformedXML'],
    ['an unknown status', [{ ...expire, Status: wrong('On') }], 'MalformedXML'],
    [
      'two predicates without And',
      [{ ...expire, Filter: { Prefix: '', ObjectSizeGreaterThan: 5 } }],
      'MalformedXML',
    ],
    ['one predicate in And', [{ ...expire, Filter: { And: { Prefix: 'a' } } }], 'MalformedXML'],
    ['an unknown class', [{ Transitions: [{ Days: 1, StorageClass: wrong('COLD') }] }], 'MalformedXML'],
    ['days and date', [{ Expiration: { Days: 1, Date: new Date('2030-01-01') } }], 'MalformedXML'],
    [
      'days and delete markers',
      [{ Expiration: { Days: 1, ExpiredObjectDeleteMarker: true } }],
      'MalformedXML',
    ],
    ['an empty noncurrent expiry', [{ NoncurrentVersionExpiration: {} }], 'MalformedXML'],
    ['no action', [{}], 'InvalidRequest: At least one action needs to be specified in a rule.'],
    [
      'a long id',
      [{ ...expire, ID: 'i'.repeat(256) }],
      'InvalidArgument: ID length should not exceed allowed limit of 255',
    ],
    [
      'an id twice',
      [
        { ...expire, ID: 'i' },
        { ...expire, ID: 'i' },
      ],
      'InvalidArgument: Rule ID must be unique. Found same ID for more than one rule',
    ],
    [
      'no days at all',
      [{ Expiration: { Days: 0 } }],
      "InvalidArgument: 'Days' for Expiration action must be a positive integer",
    ],
    [
      'a date in the middle of a day',
      [{ Expiration: { Date: new Date('2030-01-01T02:02:00Z') } }],
      "InvalidArgument: 'Date' must be at midnight GMT",
    ],
    [
      'a tag twice',
      [{ ...expire, Filter: { And: { Tags: tags.map(({ Value }) => ({ Key: 'a', Value })) } } }],
      'InvalidRequest: Duplicate Tag Keys are not allowed.',
    ],
    [
      'delete markers by tags',
      [{ Expiration: { ExpiredObjectDeleteMarker: true }, Filter: { And: { Tags: tags } } }],
      'InvalidRequest: ExpiredObjectDeleteMarker cannot be specified with Tags.',
    ],
    [
      'unfinished uploads by tag',
      [
        {
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
          Filter: { Tag: { Key: 'a', Value: '1' } },
        },
      ],
      'InvalidRequest: AbortIncompleteMultipartUpload cannot be specified with Tags.',
    ],
    [
      'an early transition',
      [{ Transitions: [{ Days: 29, StorageClass: 'STANDARD_IA' }] }],
      "InvalidArgument: 'Days' in Transition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'",
    ],
    [
      'a transition after the end',
      [{ Expiration: { Days: 30 }, Transitions: [{ Days: 30, StorageClass: 'GLACIER' }] }],
      "InvalidArgument: 'Days' in the Expiration action for filter '(prefix=)' must be greater than 'Days' in the Transition action",
    ],
  ])('with %s is refused', async (_, rules, answer) => {
    expect(await put(...rules)).toBe(answer);
  });

  test('names the rules that have no name', async () => {
    expect(await put(expire, { ...expire, ID: 'mine' })).toBeUndefined();
    const { Rules = [] } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect(Rules.map(({ ID }) => ID)).toEqual([expect.stringMatching(/.{40}/), 'mine']);
  });

  test('keeps every filter as it was put', async () => {
    const Filter = { And: { Prefix: 'a/', Tags: tags, ObjectSizeGreaterThan: 1, ObjectSizeLessThan: 9 } };
    expect(await put({ ...expire, Filter })).toBeUndefined();
    const { Rules } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect(Rules).toMatchObject([{ Filter }]);
  });
});
