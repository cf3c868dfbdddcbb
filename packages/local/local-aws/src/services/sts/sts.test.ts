import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  type Credentials,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { expect, onTestFinished, test } from 'vitest';
import { startLocalAws } from '../../start-local-aws.ts';

const root = { AccessKeyId: 'test', SecretAccessKey: 'test' };

async function start(dataDir?: string) {
  const aws = await startLocalAws({ port: 0, enforceIam: true, ...(dataDir ? { dataDir } : {}) });
  onTestFinished(() => aws.close());
  const settings = ({ AccessKeyId, SecretAccessKey, SessionToken }: Partial<Credentials> = root) => ({
    endpoint: aws.endpoint,
    region: aws.region,
    maxAttempts: 1,
    credentials: {
      accessKeyId: AccessKeyId ?? '',
      secretAccessKey: SecretAccessKey ?? '',
      ...(SessionToken === undefined ? {} : { sessionToken: SessionToken }),
    },
  });
  const role = async (RoleName: string, Principal: unknown) => {
    const AssumeRolePolicyDocument = JSON.stringify({
      Statement: { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' },
    });
    const iam = new IAMClient(settings());
    const created = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    return created.Role?.Arn;
  };
  return { aws, role, as: (credentials?: Partial<Credentials>) => new STSClient(settings(credentials)) };
}

const whoAmI = new GetCallerIdentityCommand({});

test('root knows itself', async () => {
  const { as } = await start();
  expect(await as().send(whoAmI)).toMatchObject({
    Account: '000000000000',
    Arn: 'arn:aws:iam::000000000000:root',
    UserId: '000000000000',
  });
});

test('a role is assumed by whom it trusts, for as long as they ask', async () => {
  const { as, role } = await start();
  const first = await role('first', '*');
  const RoleArn = await role('second', { AWS: first });
  const { Credentials: asFirst } = await as().send(
    new AssumeRoleCommand({ RoleArn: first, RoleSessionName: 'one' }),
  );
  const assumed = await as(asFirst).send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'two', DurationSeconds: 900 }),
  );
  const Arn = 'arn:aws:sts::000000000000:assumed-role/second/two';
  expect(assumed.AssumedRoleUser).toMatchObject({
    Arn,
    AssumedRoleId: expect.stringMatching(/^AROA.+:two$/),
  });
  expect(assumed.Credentials?.AccessKeyId).toMatch(/^ASIA/);
  const seconds = ((assumed.Credentials?.Expiration?.getTime() ?? 0) - Date.now()) / 1000;
  expect(seconds).toBeGreaterThan(880);
  expect(seconds).toBeLessThanOrEqual(900);
  const asSecond = as(assumed.Credentials);
  expect(await asSecond.send(whoAmI)).toMatchObject({ Arn });
  await expect(
    asSecond.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'three' })),
  ).rejects.toMatchObject({
    name: 'AccessDenied',
    message: `User: ${Arn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn} because no identity-based policy allows the sts:AssumeRole action`,
  });
});

test('a role that is not there cannot be assumed', async () => {
  const { as } = await start();
  const RoleArn = 'arn:aws:iam::000000000000:role/missing';
  await expect(as().send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'one' }))).rejects.toMatchObject({
    name: 'AccessDenied',
  });
});

test('sessions outlive a restart, and their tokens are theirs alone', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'local-aws-sts-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const before = await start(dataDir);
  const { Credentials: session } = await before.as().send(new GetSessionTokenCommand({}));
  await before.aws.close();
  const { as } = await start(dataDir);
  expect(await as(session).send(whoAmI)).toMatchObject({ Arn: 'arn:aws:iam::000000000000:root' });
  await expect(as({ ...session, SessionToken: 'other' }).send(whoAmI)).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
  });
});
