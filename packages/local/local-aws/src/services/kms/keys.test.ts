import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  ListAliasesCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-kms';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { awsCli, hasAwsCli } from '../../testing/aws-cli.ts';
import { temporaryFolder } from '../s3/testing/temporary-folder.ts';
import { startKms } from './testing/start-kms.ts';

test('a key is found by its id, its ARN and its aliases, until its waiting period is over', async () => {
  const { kms } = await startKms();
  const { KeyMetadata: { KeyId = '', Arn = '' } = {} } = await kms.send(
    new CreateKeyCommand({ Description: 'photos', Tags: [{ TagKey: 'a', TagValue: '1' }] }),
  );
  await kms.send(new CreateAliasCommand({ AliasName: 'alias/photos', TargetKeyId: KeyId }));
  const aliasArn = `arn:aws:kms:us-east-1:000000000000:alias/photos`;
  const find = async (id: string) => (await kms.send(new DescribeKeyCommand({ KeyId: id }))).KeyMetadata;
  for (const name of [KeyId, Arn, 'alias/photos', aliasArn])
    expect(await find(name)).toMatchObject({
      Arn,
      Description: 'photos',
      KeyState: 'Enabled',
      Enabled: true,
    });
  await expect(find('alias/none')).rejects.toMatchObject({ name: 'NotFoundException' });
  await expect(find(Arn.replace('us-east-1', 'eu-west-1'))).rejects.toMatchObject({
    name: 'NotFoundException',
  });

  await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  expect(await find(KeyId)).toMatchObject({ KeyState: 'PendingDeletion', Enabled: false });
  await expect(kms.send(new EnableKeyCommand({ KeyId }))).rejects.toMatchObject({
    name: 'KMSInvalidStateException',
  });
  await kms.send(new CancelKeyDeletionCommand({ KeyId }));
  expect(await find(KeyId)).toMatchObject({ KeyState: 'Disabled' });
  await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 7 * 24 * 3600 * 1000 });
  onTestFinished(() => void vi.useRealTimers());
  await expect(find(KeyId)).rejects.toMatchObject({ name: 'NotFoundException' });
});

test('policy, rotation, state, tags and the target of an alias change', async () => {
  const { kms } = await startKms();
  const [first = '', second = ''] = await Promise.all(
    [1, 2].map(async () => (await kms.send(new CreateKeyCommand({}))).KeyMetadata?.KeyId),
  );
  expect((await kms.send(new ListKeysCommand({}))).Keys?.map(({ KeyId }) => KeyId).sort()).toEqual(
    [first, second].sort(),
  );
  const KeyId = first;
  const { Policy = '' } = await kms.send(new GetKeyPolicyCommand({ KeyId }));
  expect(JSON.parse(Policy).Statement[0].Principal).toEqual({ AWS: 'arn:aws:iam::000000000000:root' });
  const changed = Policy.replace('Enable IAM User Permissions', 'Account');
  await kms.send(new PutKeyPolicyCommand({ KeyId, Policy: changed }));
  expect((await kms.send(new GetKeyPolicyCommand({ KeyId }))).Policy).toBe(changed);
  await expect(
    kms.send(new PutKeyPolicyCommand({ KeyId, Policy: '{"Statement":[{"Effect":"Allow"}]}' })),
  ).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });

  await kms.send(new EnableKeyRotationCommand({ KeyId }));
  expect(await kms.send(new GetKeyRotationStatusCommand({ KeyId }))).toMatchObject({
    KeyRotationEnabled: true,
    RotationPeriodInDays: 365,
  });
  await kms.send(new DisableKeyCommand({ KeyId }));
  expect((await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata).toMatchObject({ Enabled: false });

  const tag = (name: string) => ({ TagKey: name, TagValue: 'x' });
  await kms.send(new TagResourceCommand({ KeyId, Tags: [tag('a'), tag('b')] }));
  await kms.send(new UntagResourceCommand({ KeyId, TagKeys: ['a'] }));
  expect((await kms.send(new ListResourceTagsCommand({ KeyId }))).Tags).toEqual([tag('b')]);

  const AliasName = 'alias/photos';
  await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: first }));
  await expect(kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: second }))).rejects.toMatchObject({
    name: 'AlreadyExistsException',
  });
  await kms.send(new UpdateAliasCommand({ AliasName, TargetKeyId: second }));
  expect((await kms.send(new ListAliasesCommand({ KeyId: second }))).Aliases).toMatchObject([{ AliasName }]);
});

describe.skipIf(!hasAwsCli)('through the AWS CLI', () => {
  test('a key is made and scheduled for deletion', { timeout: 60_000 }, async () => {
    const { aws } = await startKms();
    const cli = awsCli(aws.endpoint, await temporaryFolder());
    const id = (await cli('kms', 'create-key', '--query', 'KeyMetadata.KeyId', '--output', 'text')).trim();
    const deletion = await cli('kms', 'schedule-key-deletion', '--key-id', id);
    expect(JSON.parse(deletion)).toMatchObject({ KeyState: 'PendingDeletion' });
  });
});
