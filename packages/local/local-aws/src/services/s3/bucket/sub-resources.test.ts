import {
  DeleteBucketCorsCommand,
  DeleteBucketEncryptionCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAccelerateConfigurationCommand,
  GetBucketAclCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketReplicationCommand,
  GetBucketRequestPaymentCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetBucketWebsiteCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { Bucket, startS3 } from '../testing/start-s3.ts';

const input = { Bucket };

describe('a new bucket', () => {
  test.each([
    [
      'blocks public access',
      (s3: S3Client) => s3.send(new GetPublicAccessBlockCommand(input)),
      {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
    ],
    [
      'has no access control lists',
      (s3: S3Client) => s3.send(new GetBucketOwnershipControlsCommand(input)),
      {
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      },
    ],
    [
      'is encrypted with keys of S3',
      (s3: S3Client) => s3.send(new GetBucketEncryptionCommand(input)),
      {
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      },
    ],
    [
      'belongs to its owner alone',
      (s3: S3Client) => s3.send(new GetBucketAclCommand(input)),
      {
        Grants: [{ Permission: 'FULL_CONTROL' }],
      },
    ],
    [
      'is paid for by its owner',
      (s3: S3Client) => s3.send(new GetBucketRequestPaymentCommand(input)),
      { Payer: 'BucketOwner' },
    ],
    [
      'keeps no versions',
      (s3: S3Client) => s3.send(new GetBucketVersioningCommand(input)),
      { Status: undefined },
    ],
    [
      'is not accelerated',
      (s3: S3Client) => s3.send(new GetBucketAccelerateConfigurationCommand(input)),
      { Status: undefined },
    ],
    [
      'has no log',
      (s3: S3Client) => s3.send(new GetBucketLoggingCommand(input)),
      { LoggingEnabled: undefined },
    ],
  ])('%s', async (_, get, expected) => {
    const { s3 } = await startS3();
    const answer: Record<string, unknown> = { ...(await get(s3)) };
    for (const [name, value] of Object.entries(expected)) {
      if (value === undefined) expect(answer[name]).toBeUndefined();
      else expect(answer).toMatchObject({ [name]: value });
    }
  });

  test.each([
    ['NoSuchBucketPolicy', (s3: S3Client) => s3.send(new GetBucketPolicyCommand(input))],
    ['NoSuchCORSConfiguration', (s3: S3Client) => s3.send(new GetBucketCorsCommand(input))],
    [
      'NoSuchLifecycleConfiguration',
      (s3: S3Client) => s3.send(new GetBucketLifecycleConfigurationCommand(input)),
    ],
    ['NoSuchTagSet', (s3: S3Client) => s3.send(new GetBucketTaggingCommand(input))],
    ['NoSuchWebsiteConfiguration', (s3: S3Client) => s3.send(new GetBucketWebsiteCommand(input))],
    [
      'ReplicationConfigurationNotFoundError',
      (s3: S3Client) => s3.send(new GetBucketReplicationCommand(input)),
    ],
    [
      'ObjectLockConfigurationNotFoundError',
      (s3: S3Client) => s3.send(new GetObjectLockConfigurationCommand(input)),
    ],
  ])('answers %s', async (name, get) => {
    const { s3 } = await startS3();
    await expect(get(s3)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 404 } });
  });
});

describe('what was put', () => {
  test('is got as it was, until it is deleted', async () => {
    const { s3 } = await startS3();
    const CORSRules = [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'], MaxAgeSeconds: 5 }];
    await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
    expect((await s3.send(new GetBucketCorsCommand(input))).CORSRules).toEqual(CORSRules);
    await s3.send(new DeleteBucketCorsCommand(input));
    await expect(s3.send(new GetBucketCorsCommand(input))).rejects.toMatchObject({
      name: 'NoSuchCORSConfiguration',
    });
    await s3.send(new DeleteBucketEncryptionCommand(input));
    expect(await s3.send(new GetBucketEncryptionCommand(input))).toMatchObject({
      ServerSideEncryptionConfiguration: {},
    });
  });

  test('of lifecycle rules keeps the minimum size for transitions', async () => {
    const { s3 } = await startS3();
    const Rules = [
      {
        ID: 'tidy',
        Status: 'Enabled' as const,
        Filter: {},
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
    ];
    const TransitionDefaultMinimumObjectSize = 'varies_by_storage_class';
    await s3.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket,
        LifecycleConfiguration: { Rules },
        TransitionDefaultMinimumObjectSize,
      }),
    );
    expect(await s3.send(new GetBucketLifecycleConfigurationCommand(input))).toMatchObject({
      Rules: [{ ID: 'tidy', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }],
      TransitionDefaultMinimumObjectSize,
    });
  });
});

test('a public policy takes that public policies are not blocked', async () => {
  const { s3 } = await startS3();
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` },
    ],
  });
  const put = () => s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  await expect(put()).rejects.toMatchObject({ name: 'AccessDenied' });
  await s3.send(new DeletePublicAccessBlockCommand(input));
  await put();
  expect((await s3.send(new GetBucketPolicyCommand(input))).Policy).toBe(Policy);
  expect((await s3.send(new GetBucketPolicyStatusCommand(input))).PolicyStatus?.IsPublic).toBe(true);
});
