import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetBucketPolicyCommand, GetBucketTaggingCommand, ListBucketsCommand } from '@aws-sdk/client-s3';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { type LocalAws, startLocalAws } from '@darkroom/local-aws';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createClients } from './clients.ts';
import { deployEmbedded } from './deploy-embedded.ts';

/** A reference in Terraform's syntax. */
const ref = (expression: string) => `$\{${expression}}`;

let cloud: LocalAws;
let clients: ReturnType<typeof createClients>;
beforeAll(async () => {
  cloud = await startLocalAws({ port: 0 });
  clients = createClients(cloud.endpoint, cloud.region);
});
afterAll(async () => {
  clients.destroy();
  await cloud.close();
});

async function deploy(stack: object) {
  const folder = await mkdtemp(join(tmpdir(), 'embedded-deploy-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const stackFile = join(folder, 'cdk.tf.json');
  await writeFile(stackFile, JSON.stringify(stack));
  return deployEmbedded({ stackFile, endpoint: cloud.endpoint, region: cloud.region });
}

const bucketNames = async () =>
  (await clients.s3.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name) ?? [];

/** A bucket named after the account, and a policy that names the bucket. */
const stack = {
  provider: { aws: [{ region: 'us-east-1', default_tags: [{ tags: { project: 'test' } }] }] },
  data: { aws_caller_identity: { me: {} } },
  resource: {
    aws_s3_bucket_policy: {
      tls: {
        bucket: ref('aws_s3_bucket.photos.bucket'),
        policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:*',
              Resource: `${ref('aws_s3_bucket.photos.arn')}/*`,
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
          ],
        }),
      },
    },
    aws_s3_bucket: { photos: { bucket: `photos-${ref('data.aws_caller_identity.me.account_id')}` } },
  },
  output: {
    bucket: { value: ref('aws_s3_bucket.photos.bucket') },
    literal: { value: `$${ref('not.a.reference')}` },
  },
};
const Bucket = 'photos-000000000000';

test('resources are made after what they refer to, whatever their order in the file, and outputs are resolved', async () => {
  const { outputs } = await deploy(stack);
  expect(outputs).toEqual({ bucket: Bucket, literal: ref('not.a.reference') });
  const { Policy = '' } = await clients.s3.send(new GetBucketPolicyCommand({ Bucket }));
  expect(JSON.parse(Policy).Statement[0].Resource).toBe(`arn:aws:s3:::${Bucket}/*`);
  const { TagSet } = await clients.s3.send(new GetBucketTaggingCommand({ Bucket }));
  expect(TagSet).toEqual([{ Key: 'project', Value: 'test' }]);
});

test('a second deployment of the same stack changes nothing and ends as well', async () => {
  await deploy(stack);
  expect((await bucketNames()).filter((name) => name === Bucket)).toHaveLength(1);
});

describe('before the first call it refuses, and names,', () => {
  test.each([
    [
      'a resource type it does not know',
      { aws_vpc: { main: { cidr_block: '10.0.0.0/16' } } },
      { code: 'UnknownResourceType', message: expect.stringContaining('resource.aws_vpc.main') },
    ],
    [
      'an attribute it would have to ignore',
      { aws_s3_bucket: { photos: { bucket: 'b', object_lock_enabled: true } } },
      {
        code: 'InvalidAttribute',
        message: expect.stringContaining('resource.aws_s3_bucket.photos.object_lock_enabled'),
      },
    ],
    [
      'a reference to what the stack does not have',
      { aws_s3_bucket: { photos: { bucket: ref('aws_s3_bucket.gone.bucket') } } },
      { code: 'UnknownReference', message: expect.stringContaining('aws_s3_bucket.gone') },
    ],
    [
      'an expression that only Terraform evaluates',
      { aws_s3_bucket: { photos: { bucket: ref('upper("photos")') } } },
      { code: 'UnknownReference', message: expect.stringContaining('upper("photos")') },
    ],
    [
      'resources that wait for each other',
      {
        aws_s3_bucket: {
          a: { bucket: ref('aws_s3_bucket.b.bucket') },
          b: { bucket: ref('aws_s3_bucket.a.bucket') },
        },
      },
      { code: 'DependencyCycle', message: expect.stringContaining('aws_s3_bucket.a → aws_s3_bucket.b') },
    ],
  ])('%s', async (_, resource, error) => {
    const beside = { aws_sqs_queue: { other: { name: 'never-made' } } };
    await expect(deploy({ resource: { ...beside, ...resource } })).rejects.toMatchObject(error);
    const { QueueUrls } = await clients.sqs.send(new ListQueuesCommand({}));
    expect(QueueUrls ?? []).toEqual([]);
  });
});

test('what AWS refuses is reported with the place in the stack and the code of the refusal', async () => {
  const resource = { aws_s3_bucket: { photos: { bucket: 'Not A Bucket' } } };
  await expect(deploy({ resource })).rejects.toMatchObject({
    code: 'ApplyFailed',
    message: expect.stringMatching(/resource\.aws_s3_bucket\.photos.*InvalidBucketName/s),
  });
});
