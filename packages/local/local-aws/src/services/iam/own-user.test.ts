import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  GetUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { expect, onTestFinished, test } from 'vitest';
import { startLocalAws } from '../../start-local-aws.ts';

async function start() {
  const aws = await startLocalAws({ port: 0, enforceIam: true });
  onTestFinished(() => aws.close());
  return (accessKeyId = 'test', secretAccessKey = 'test') => {
    const credentials = { accessKeyId, secretAccessKey };
    const iam = new IAMClient({ endpoint: aws.endpoint, region: aws.region, credentials, maxAttempts: 1 });
    onTestFinished(() => iam.destroy());
    return iam;
  };
}

test('who names no user means the one that asks', async () => {
  const connect = await start();
  const UserName = 'ana';
  const root = connect();
  await root.send(new CreateUserCommand({ UserName }));
  const Statement = { Effect: 'Allow', Action: 'iam:*', Resource: 'arn:aws:iam::000000000000:user/ana' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [Statement] });
  await root.send(new PutUserPolicyCommand({ UserName, PolicyName: 'own', PolicyDocument }));
  const { AccessKey: first } = await root.send(new CreateAccessKeyCommand({ UserName }));
  const ana = connect(first?.AccessKeyId, first?.SecretAccessKey);

  expect((await ana.send(new GetUserCommand({}))).User).toMatchObject({ UserName });
  const { AccessKey: second } = await ana.send(new CreateAccessKeyCommand({}));
  expect(second).toMatchObject({ UserName });
  const keys = async () =>
    (await ana.send(new ListAccessKeysCommand({}))).AccessKeyMetadata?.map(({ AccessKeyId }) => AccessKeyId);
  expect(new Set(await keys())).toEqual(new Set([first?.AccessKeyId, second?.AccessKeyId]));
  await ana.send(new DeleteAccessKeyCommand({ AccessKeyId: second?.AccessKeyId }));
  expect(await keys()).toEqual([first?.AccessKeyId]);

  expect((await root.send(new GetUserCommand({}))).User?.Arn).toBe('arn:aws:iam::000000000000:root');
});
