import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { expect, onTestFinished, test } from 'vitest';
import { startSsm } from './testing/start-ssm.ts';

test('a policy opens one path and nothing beside it', async () => {
  const { aws, put } = await startSsm({ enforceIam: true });
  await put('/shop/dev/url', 'mine');
  await put('/shop/prod/url', 'not mine');
  const ssm = await userWho(aws.endpoint, {
    Effect: 'Allow',
    Action: ['ssm:GetParameter*'],
    Resource: 'arn:aws:ssm:us-east-1:000000000000:parameter/shop/dev*',
  });

  const mine = await ssm.send(new GetParameterCommand({ Name: '/shop/dev/url:1' }));
  expect(mine.Parameter?.Value).toBe('mine');
  const path = await ssm.send(new GetParametersByPathCommand({ Path: '/shop/dev' }));
  expect(path.Parameters).toHaveLength(1);
  const arn = 'arn:aws:ssm:us-east-1:000000000000:parameter/shop/prod/url';
  await expect(ssm.send(new GetParameterCommand({ Name: '/shop/prod/url' }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: `User: arn:aws:iam::000000000000:user/reader is not authorized to perform: ssm:GetParameter on resource: ${arn} because no identity-based policy allows the ssm:GetParameter action`,
  });
  const both = new GetParametersCommand({ Names: ['/shop/dev/url', '/shop/prod/url'] });
  await expect(ssm.send(both)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  await expect(ssm.send(new GetParametersByPathCommand({ Path: '/shop' }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
});

async function userWho(endpoint: string, statement: object): Promise<SSMClient> {
  const region = 'us-east-1';
  const iam = new IAMClient({
    endpoint,
    region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  onTestFinished(() => iam.destroy());
  const UserName = 'reader';
  await iam.send(new CreateUserCommand({ UserName }));
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'read', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  const ssm = new SSMClient({ endpoint, region, credentials });
  onTestFinished(() => ssm.destroy());
  return ssm;
}
