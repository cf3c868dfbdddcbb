import {
  CloudFrontClient,
  CreateDistributionWithTagsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-cloudfront';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { expect, onTestFinished, test } from 'vitest';
import { distributionConfig, startCloudFront } from '../testing/start-cloudfront.ts';

const region = 'us-east-1';

async function userWho(endpoint: string, Action: string[], Resource: string): Promise<CloudFrontClient> {
  const root = { accessKeyId: 'test', secretAccessKey: 'test' };
  const iam = new IAMClient({ endpoint, region, credentials: root });
  onTestFinished(() => iam.destroy());
  const UserName = 'deployer';
  await iam.send(new CreateUserCommand({ UserName }));
  const Statement = [{ Effect: 'Allow', Action, Resource }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'deploy', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
  const cloudfront = new CloudFrontClient({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  });
  onTestFinished(() => cloudfront.destroy());
  return cloudfront;
}

const create = new CreateDistributionWithTagsCommand({
  DistributionConfigWithTags: {
    DistributionConfig: distributionConfig('1'),
    Tags: { Items: [{ Key: 'stage', Value: 'dev' }] },
  },
});

test('a distribution with tags is made by who may create and tag distributions; IAM knows no third action', async () => {
  const { aws } = await startCloudFront({ enforceIam: true });
  const actions = [
    'cloudfront:CreateDistribution',
    'cloudfront:TagResource',
    'cloudfront:ListTagsForResource',
  ];
  const deployer = await userWho(aws.endpoint, actions, 'arn:aws:cloudfront::*:distribution/*');
  const { Distribution } = await deployer.send(create);
  const tags = await deployer.send(new ListTagsForResourceCommand({ Resource: Distribution?.ARN }));
  expect(tags.Tags?.Items).toEqual([{ Key: 'stage', Value: 'dev' }]);
});

test('who may create and not tag makes none with tags', async () => {
  const { aws } = await startCloudFront({ enforceIam: true });
  const deployer = await userWho(aws.endpoint, ['cloudfront:CreateDistribution'], '*');
  await expect(deployer.send(create)).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining('is not authorized to perform: cloudfront:TagResource'),
  });
});
