import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetFunctionCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import { startLocalAws } from '@darkroom/local-aws';
import { expect, onTestFinished, test } from 'vitest';
import { createClients } from './clients.ts';
import { type Deployment, deployEmbedded } from './deploy-embedded.ts';

const assumeRolePolicy = {
  Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
};

/** Two functions whose code is a folder. */
const stackWith = (folder: string, memorySize: number) => {
  const block = (name: string, more: object) => ({
    function_name: name,
    runtime: 'nodejs22.x',
    handler: 'index.handler',
    architectures: ['arm64'],
    timeout: 3,
    s3_bucket: 'hot-reload',
    s3_key: folder,
    role: `$\{aws_iam_role.role.arn}`,
    environment: { variables: {} },
    ...more,
  });
  return {
    provider: { aws: [{ region: 'us-east-1', default_tags: [{ tags: { project: 'test' } }] }] },
    resource: {
      aws_iam_role: { role: { name: 'role', assume_role_policy: JSON.stringify(assumeRolePolicy) } },
      aws_lambda_function: {
        same: block('same', { memory_size: 128 }),
        grown: block('grown', { memory_size: memorySize }),
      },
    },
  };
};

test('functions run from a folder, and a deployment that knows the previous one touches only what differs', async () => {
  const cloud = await startLocalAws({ port: 0 });
  onTestFinished(() => cloud.close());
  const { endpoint, region } = cloud;
  const { lambda, destroy } = createClients(endpoint, region);
  onTestFinished(destroy);
  const folder = await mkdtemp(join(tmpdir(), 'embedded-deploy-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'index.mjs'), "export const handler = async () => 'from a folder';");
  const stackFile = join(folder, 'cdk.tf.json');
  const deploy = async (memorySize: number, previous?: Deployment) => {
    await writeFile(stackFile, JSON.stringify(stackWith(folder, memorySize)));
    return deployEmbedded({ stackFile, endpoint, region, ...(previous && { previous }) });
  };
  const configurationOf = async (FunctionName: string) =>
    (await lambda.send(new GetFunctionCommand({ FunctionName }))).Configuration;

  const first = await deploy(128);
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'grown' }));
  expect(Payload?.transformToString()).toBe('"from a folder"');
  const before = await configurationOf('same');

  const second = await deploy(256, first);
  expect(await configurationOf('same')).toEqual(before);
  expect(await configurationOf('grown')).toMatchObject({ MemorySize: 256 });
  expect([...second.applied.keys()].sort()).toEqual([...first.applied.keys()].sort());

  await deploy(256);
  expect((await configurationOf('same'))?.RevisionId).not.toBe(before?.RevisionId);
});
