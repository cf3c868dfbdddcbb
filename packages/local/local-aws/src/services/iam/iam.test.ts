import {
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DeleteUserCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListPolicyVersionsCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import { startLocalAws } from '../../start-local-aws.ts';

async function start() {
  const aws = await startLocalAws({ port: 0, enforceIam: true });
  onTestFinished(() => aws.close());
  const settings = { endpoint: aws.endpoint, region: aws.region, maxAttempts: 1 };
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return { settings, iam: new IAMClient({ ...settings, credentials }) };
}

const RoleName = 'resize-images';
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const document = (...Action: string[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });

test('a role reads back exactly as it was written and changed', async () => {
  const { iam } = await start();
  const created = await iam.send(
    new CreateRoleCommand({
      RoleName,
      Path: '/functions/',
      AssumeRolePolicyDocument: trust,
      Description: 'Resizes images',
      MaxSessionDuration: 7200,
      Tags: [{ Key: 'stage', Value: 'dev' }],
    }),
  );
  expect(created.Role).toMatchObject({
    Arn: `arn:aws:iam::000000000000:role/functions/${RoleName}`,
    RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
  });
  const read = async () => (await iam.send(new GetRoleCommand({ RoleName }))).Role;
  expect(await read()).toEqual({ ...created.Role, RoleLastUsed: {} });
  expect(decodeURIComponent((await read())?.AssumeRolePolicyDocument ?? '')).toBe(trust);

  const everybody = trust.replace('{"Service":"lambda.amazonaws.com"}', '"*"');
  await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: everybody }));
  await iam.send(new TagRoleCommand({ RoleName, Tags: [{ Key: 'team', Value: 'é+ü %' }] }));
  await iam.send(new UntagRoleCommand({ RoleName, TagKeys: ['stage'] }));
  expect(decodeURIComponent((await read())?.AssumeRolePolicyDocument ?? '')).toBe(everybody);
  expect((await read())?.Tags).toEqual([{ Key: 'team', Value: 'é+ü %' }]);
});

test('an empty list of tags is none', async () => {
  const { iam } = await start();
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust, Tags: [] }));
  await iam.send(new TagRoleCommand({ RoleName, Tags: [] }));
  await iam.send(new UntagRoleCommand({ RoleName, TagKeys: [] }));
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  expect(Role?.Tags ?? []).toEqual([]);
});

test('a role can be deleted only after its policies', async () => {
  const { iam } = await start();
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
  await expect(
    iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust })),
  ).rejects.toMatchObject({ name: 'EntityAlreadyExistsException' });
  const own = { RoleName, PolicyName: 'own' };
  await iam.send(new PutRolePolicyCommand({ ...own, PolicyDocument: document('s3:GetObject') }));
  const basic = {
    RoleName,
    PolicyArn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
  };
  await iam.send(new AttachRolePolicyCommand(basic));
  const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand(own));
  expect(decodeURIComponent(PolicyDocument)).toBe(document('s3:GetObject'));
  expect((await iam.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames).toEqual(['own']);
  expect((await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }))).AttachedPolicies).toEqual([
    { PolicyName: 'AWSLambdaBasicExecutionRole', PolicyArn: basic.PolicyArn },
  ]);

  const remove = () => iam.send(new DeleteRoleCommand({ RoleName }));
  const conflict = { name: 'DeleteConflictException' };
  await expect(remove()).rejects.toMatchObject(conflict);
  await iam.send(new DeleteRolePolicyCommand(own));
  await expect(remove()).rejects.toMatchObject(conflict);
  await iam.send(new DetachRolePolicyCommand(basic));
  await remove();
  await expect(iam.send(new GetRoleCommand({ RoleName }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    $metadata: { httpStatusCode: 404 },
  });
});

test('a managed policy has versions, of which one counts', async () => {
  const { iam } = await start();
  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName: 'read', PolicyDocument: document('s3:GetObject') }),
  );
  const PolicyArn = Policy?.Arn;
  const change = { PolicyArn, PolicyDocument: document('s3:GetObject', 's3:ListBucket') };
  const { PolicyVersion } = await iam.send(new CreatePolicyVersionCommand({ ...change, SetAsDefault: true }));
  expect(PolicyVersion).toMatchObject({ VersionId: 'v2', IsDefaultVersion: true });
  expect((await iam.send(new GetPolicyCommand({ PolicyArn }))).Policy).toMatchObject({
    DefaultVersionId: 'v2',
    AttachmentCount: 0,
  });
  const second = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));
  expect(decodeURIComponent(second.PolicyVersion?.Document ?? '')).toBe(change.PolicyDocument);

  const conflict = { name: 'DeleteConflictException' };
  await expect(iam.send(new DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject(conflict);
  await expect(
    iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v2' })),
  ).rejects.toMatchObject(conflict);
  await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
  await iam.send(new CreatePolicyVersionCommand(change));
  const { Versions } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
  expect(Versions?.map(({ VersionId }) => VersionId)).toEqual(['v3', 'v2']);
});

test.each(['no JSON', '{}', '{"Statement":[{"Effect":"Perhaps","Action":"*","Resource":"*"}]}'])(
  'a policy that reads %s is malformed',
  async (PolicyDocument) => {
    const { iam } = await start();
    await expect(
      iam.send(new CreatePolicyCommand({ PolicyName: 'bad', PolicyDocument })),
    ).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
  },
);

test("a user's key opens what the user's policies allow, until it is deleted", async () => {
  const { iam, settings } = await start();
  const UserName = 'ana';
  await iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId = '', SecretAccessKey = '' } = AccessKey ?? {};
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey };
  const list = () => new S3Client({ ...settings, credentials }).send(new ListBucketsCommand({}));
  await expect(list()).rejects.toThrow(
    'User: arn:aws:iam::000000000000:user/ana is not authorized to perform: s3:ListAllMyBuckets',
  );
  const PolicyDocument = document('s3:ListAllMyBuckets');
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'own', PolicyDocument }));
  await expect(list()).resolves.toMatchObject({ Buckets: [] });
  await expect(iam.send(new DeleteUserCommand({ UserName }))).rejects.toMatchObject({
    name: 'DeleteConflictException',
  });
  await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
  await expect(list()).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
});
