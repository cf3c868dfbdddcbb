import {
  BucketLocationConstraint,
  CreateBucketCommand,
  type CreateBucketCommandInput,
  GetBucketOwnershipControlsCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { startS3 } from '../testing/start-s3.ts';
import { isRegion } from './region.ts';

test('every region of the SDK is known', () => {
  const regions = Object.values(BucketLocationConstraint).filter((name) => name !== 'EU');
  expect(regions.filter((name) => !isRegion(name))).toEqual([]);
});

const named = (Bucket: string, input: Partial<CreateBucketCommandInput> = {}) =>
  new CreateBucketCommand({ Bucket, ...input });
const at = (constraint: string) => ({
  CreateBucketConfiguration: { LocationConstraint: constraint as BucketLocationConstraint },
});

test.each([
  'ab',
  'a'.repeat(64),
  'Upper',
  'with_underscore',
  '192.168.0.1',
  'two..dots',
  'dash-.dot',
  '-dash',
  'xn--name',
  'sthree-name',
  'amzn-s3-demo-name',
  'name-s3alias',
  'name--ol-s3',
  'name.mrap',
  'name--table-s3',
  'name-an',
])('%s is no name for a bucket', async (name) => {
  const { s3 } = await startS3();
  await expect(s3.send(named(name))).rejects.toMatchObject({ name: 'InvalidBucketName' });
});

test('a name of the regional namespace ends with account and region', async () => {
  const { s3 } = await startS3();
  const BucketNamespace = 'account-regional';
  await s3.send(named('photos-000000000000-us-east-1-an', { BucketNamespace }));
  await expect(s3.send(named('photos-an', { BucketNamespace }))).rejects.toMatchObject({
    name: 'InvalidBucketName',
  });
});

test('in us-east-1 a bucket may be of any other region that there is', async () => {
  const { s3 } = await startS3();
  await s3.send(named('frankfurt', at('eu-central-1')));
  await s3.send(named('ireland', at('EU')));
  const regions = ['frankfurt', 'ireland'].map(
    async (Bucket) => (await s3.send(new HeadBucketCommand({ Bucket }))).BucketRegion,
  );
  expect(await Promise.all(regions)).toEqual(['eu-central-1', 'eu-west-1']);
  for (const constraint of ['us-east-1', 'mars-north-1']) {
    await expect(s3.send(named('nowhere', at(constraint)))).rejects.toMatchObject({
      name: 'InvalidLocationConstraint',
      message: 'The specified location-constraint is not valid',
    });
  }
  expect((await s3.send(new ListBucketsCommand({ BucketRegion: 'eu-west-1' }))).Buckets).toMatchObject([
    { Name: 'ireland' },
  ]);
  await expect(s3.send(new ListBucketsCommand({ BucketRegion: 'eu-east-1' }))).rejects.toMatchObject({
    name: 'InvalidArgument',
    message: 'Argument value eu-east-1 is not a valid AWS Region',
  });
});

test('elsewhere a bucket is of the region of its endpoint, and says so', async () => {
  const { aws, s3 } = await startS3({ region: 'eu-west-1' });
  await s3.send(named('ireland', at('EU')));
  const refused = (name: string) => ({
    name: 'IllegalLocationConstraintException',
    message: `The ${name} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  });
  await expect(s3.send(named('frankfurt', at('eu-central-1')))).rejects.toMatchObject(
    refused('eu-central-1'),
  );
  // The SDK names its own region unless that is the first one.
  const { endpoint } = aws;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const american = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
  await expect(american.send(named('nowhere'))).rejects.toMatchObject(refused('unspecified'));
  american.destroy();
});

test('what a new bucket is to be like must be something that S3 has', async () => {
  const { s3 } = await startS3();
  await s3.send(named('preferred', { ObjectOwnership: 'BucketOwnerPreferred' }));
  expect(await s3.send(new GetBucketOwnershipControlsCommand({ Bucket: 'preferred' }))).toMatchObject({
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] },
  });
  const ObjectOwnership = 'Mine' as 'ObjectWriter';
  await expect(s3.send(named('mine', { ObjectOwnership }))).rejects.toMatchObject({
    name: 'InvalidArgument',
    message: 'Invalid x-amz-object-ownership header: Mine',
  });
  const ACL = 'fake' as 'private';
  await expect(s3.send(named('mine', { ACL }))).rejects.toMatchObject({ name: 'InvalidArgument' });
});
