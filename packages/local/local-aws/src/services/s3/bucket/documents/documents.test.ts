import {
  CreateBucketCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketTaggingCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  PutBucketAccelerateConfigurationCommand,
  PutBucketCorsCommand,
  PutBucketEncryptionCommand,
  PutBucketLoggingCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketReplicationCommand,
  PutBucketRequestPaymentCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutBucketWebsiteCommand,
  PutObjectLockConfigurationCommand,
  PutPublicAccessBlockCommand,
  type ReplicationRule,
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

describe('CORS', () => {
  const rule = { AllowedMethods: ['GET'], AllowedOrigins: ['*'] };
  test.each([
    ['no rules', [], 'MalformedXML'],
    ['no methods', [{ ...rule, AllowedMethods: [] }], 'MalformedXML'],
    ['no origins', [{ ...rule, AllowedOrigins: [] }], 'MalformedXML'],
    ['too many rules', Array.from({ length: 101 }, () => rule), 'MalformedXML'],
    [
      'an unknown method',
      [{ ...rule, AllowedMethods: ['PATCH'] }],
      'InvalidRequest: Found unsupported HTTP method in CORS config. Unsupported method is PATCH',
    ],
    [
      'two wildcards',
      [{ ...rule, AllowedOrigins: ['http://*.*'] }],
      'InvalidRequest: AllowedOrigin "http://*.*" can not have more than one wildcard.',
    ],
    [
      'a wildcard to expose',
      [{ ...rule, ExposeHeaders: ['*'] }],
      'InvalidRequest: ExposeHeader "*" contains wildcard. We currently do not support wildcard for ExposeHeader.',
    ],
  ])('with %s is refused', async (_, CORSRules, answer) => {
    expect(await refusal(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }))).toBe(
      answer,
    );
    await expect(s3.send(new GetBucketCorsCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchCORSConfiguration',
    });
  });
});

describe('encryption', () => {
  const put = (...Rules: object[]) =>
    refusal(
      new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules: wrong(Rules) } }),
    );
  const byDefault = (SSEAlgorithm: string, KMSMasterKeyID?: string) => ({
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm, KMSMasterKeyID },
  });

  test.each([
    ['no rule', [], 'MalformedXML'],
    ['two rules', [byDefault('AES256'), byDefault('AES256')], 'MalformedXML'],
    ['an unknown algorithm', [byDefault('ROT13')], 'MalformedXML'],
    [
      'a key that the algorithm has no use for',
      [byDefault('AES256', 'key')],
      'InvalidArgument: a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
    ],
  ])('with %s is refused', async (_, rules, answer) => {
    expect(await put(...rules)).toBe(answer);
  });

  test('says whether there is a bucket key', async () => {
    expect(await put(byDefault('aws:kms', 'key'))).toBeUndefined();
    const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(ServerSideEncryptionConfiguration?.Rules).toMatchObject([{ BucketKeyEnabled: false }]);
  });
});

describe('object lock', () => {
  const put = (ObjectLockConfiguration: object, bucket = 'locked') =>
    refusal(
      new PutObjectLockConfigurationCommand({
        Bucket: bucket,
        ObjectLockConfiguration: wrong({ ObjectLockEnabled: 'Enabled', ...ObjectLockConfiguration }),
      }),
    );
  const retain = (DefaultRetention: object) => ({ Rule: { DefaultRetention } });
  beforeAll(() => s3.send(new CreateBucketCommand({ Bucket: 'locked', ObjectLockEnabledForBucket: true })));

  test.each([
    ['nothing switched on', { ObjectLockEnabled: undefined }],
    ['an unknown state', { ObjectLockEnabled: 'On' }],
    ['no retention', { Rule: {} }],
    ['no period', retain({ Mode: 'GOVERNANCE' })],
    ['an unknown mode', retain({ Mode: 'SOME', Days: 1 })],
    ['two periods', retain({ Mode: 'GOVERNANCE', Days: 1, Years: 1 })],
  ])('with %s is malformed', async (_, configuration) => {
    expect(await put(configuration)).toBe('MalformedXML');
  });

  test('needs a period that is one, and versions', async () => {
    expect(await put(retain({ Mode: 'GOVERNANCE', Days: 0 }))).toContain('must be a positive integer');
    expect(await put(retain({ Mode: 'GOVERNANCE', Years: 101 }))).toContain('too large');
    expect(await put({}, Bucket)).toBe(
      "InvalidBucketState: Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
    );
    expect(await put(retain({ Mode: 'COMPLIANCE', Years: 1 }))).toBeUndefined();
    expect(
      (await s3.send(new GetObjectLockConfigurationCommand({ Bucket: 'locked' }))).ObjectLockConfiguration,
    ).toEqual({ ObjectLockEnabled: 'Enabled', ...retain({ Mode: 'COMPLIANCE', Years: 1 }) });
  });
});

describe('replication', () => {
  const rule: ReplicationRule = {
    Status: 'Enabled',
    Prefix: '',
    Destination: { Bucket: 'arn:aws:s3:::copies' },
  };
  const put = (Rules: Partial<ReplicationRule>[], from = 'versioned') =>
    refusal(
      new PutBucketReplicationCommand({
        Bucket: from,
        ReplicationConfiguration: {
          Role: 'arn:aws:iam::000000000000:role/replication',
          Rules: Rules.map((one) => ({ ...rule, ...one })),
        },
      }),
    );
  beforeAll(async () => {
    for (const bucket of ['versioned', 'copies']) {
      await s3.send(new CreateBucketCommand({ Bucket: bucket }));
      const VersioningConfiguration = { Status: 'Enabled' } as const;
      await s3.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
    }
  });

  test('needs rules, and versions on both sides', async () => {
    expect(await put([])).toBe('MalformedXML');
    expect(await put([{ Status: wrong('On') }])).toBe('MalformedXML');
    expect(await put([{}], Bucket)).toBe(
      "InvalidRequest: Versioning must be 'Enabled' on the bucket to apply a replication configuration",
    );
    expect(await put([{ Destination: { Bucket: `arn:aws:s3:::${Bucket}` } }])).toBe(
      'InvalidRequest: Destination bucket must have versioning enabled.',
    );
    expect(await put([{ Prefix: undefined, Filter: { Prefix: '' } }])).toContain(
      'Priority must be specified',
    );
    expect(await put([{}])).toBeUndefined();
  });
});

describe('website', () => {
  const redirect = (Redirect: object, Condition?: object) => ({
    IndexDocument: { Suffix: 'index.html' },
    RoutingRules: [{ Redirect, ...(Condition ? { Condition } : {}) }],
  });
  test.each([
    [{}, 'A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty'],
    [{ IndexDocument: { Suffix: '/index.html' } }, 'The IndexDocument Suffix is not well formed'],
    [
      { IndexDocument: { Suffix: 'a' }, RedirectAllRequestsTo: { HostName: 'b' } },
      'RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.',
    ],
    [{ RedirectAllRequestsTo: { HostName: 'a', Protocol: 'ftp' } }, 'Invalid protocol'],
    [
      redirect({ ReplaceKeyPrefixWith: 'a', ReplaceKeyWith: 'b' }),
      'You can only define ReplaceKeyPrefix or ReplaceKey but not both.',
    ],
    [redirect({ HostName: 'a' }, {}), 'Condition cannot be empty.'],
    [redirect({ HttpRedirectCode: '200' }), 'The provided HTTP redirect code (200) is not valid.'],
  ])('%j is refused', async (WebsiteConfiguration, message) => {
    const put = new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration: wrong(WebsiteConfiguration) });
    expect(await refusal(put)).toContain(message);
  });
});

test('a log needs a bucket to go to, in the same region', async () => {
  const log = (TargetBucket: string) =>
    refusal(
      new PutBucketLoggingCommand({
        Bucket,
        BucketLoggingStatus: { LoggingEnabled: { TargetBucket, TargetPrefix: '' } },
      }),
    );
  expect(await log('nowhere')).toBe(
    'InvalidTargetBucketForLogging: The target bucket for logging does not exist',
  );
  const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' } as const;
  await s3.send(new CreateBucketCommand({ Bucket: 'far-away', CreateBucketConfiguration }));
  expect(await log('far-away')).toContain('CrossLocationLoggingProhibitted');
  expect(await log(Bucket)).toBeUndefined();
});

test.each([
  new PutBucketAccelerateConfigurationCommand({
    Bucket,
    AccelerateConfiguration: { Status: wrong('enabled') },
  }),
  new PutBucketRequestPaymentCommand({ Bucket, RequestPaymentConfiguration: { Payer: wrong('Me') } }),
  new PutBucketOwnershipControlsCommand({
    Bucket,
    OwnershipControls: { Rules: [{ ObjectOwnership: wrong('Mine') }] },
  }),
  new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules: [] } }),
  new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: wrong('enabled') } }),
  new PutPublicAccessBlockCommand({
    Bucket,
    PublicAccessBlockConfiguration: { BlockPublicAcls: wrong('yes') },
  }),
])('$constructor.name takes no other values than S3 has', async (command) => {
  expect(await refusal(command)).toBe('MalformedXML');
});

test('acceleration is not for names with dots, and versioning must be said to be on or off', async () => {
  await s3.send(new CreateBucketCommand({ Bucket: 'with.dots' }));
  const AccelerateConfiguration = { Status: 'Enabled' } as const;
  const accelerate = { Bucket: 'with.dots', AccelerateConfiguration };
  expect(await refusal(new PutBucketAccelerateConfigurationCommand(accelerate))).toContain('InvalidRequest');
  expect(await refusal(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: {} }))).toBe(
    'IllegalVersioningConfigurationException: The Versioning element must be specified',
  );
});

test('a block of public access says of every setting what it is', async () => {
  const PublicAccessBlockConfiguration = { BlockPublicPolicy: true };
  await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
  expect((await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration).toEqual(
    {
      BlockPublicAcls: false,
      IgnorePublicAcls: false,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: false,
    },
  );
});

test('an empty set of tags is none', async () => {
  await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } }));
  await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [] } }));
  await expect(s3.send(new GetBucketTaggingCommand({ Bucket }))).rejects.toMatchObject({
    name: 'NoSuchTagSet',
  });
});
