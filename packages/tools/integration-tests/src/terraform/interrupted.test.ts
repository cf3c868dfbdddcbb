import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { builtConfig, synthesize } from '@darkroom/infra';
import { type LocalAws, startLocalAws } from '@darkroom/local-aws';
import { session } from '@darkroom/localstack-client';
import { parseConfig } from '@darkroom/pipeline-config';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEverything } from './everything.ts';
import { hasTerraform, terraformIn } from './terraform-cli.ts';

const policyFile = fileURLToPath(new URL('../../../../../docs/deploy-policy.json', import.meta.url));
const stateBucket = 'team-terraform-state';
/** With every optional part of the stack. */
const config = parseConfig({
  ...builtConfig(),
  auth: { mode: 'apiKey', owners: true, requestsPerMonth: 10_000 },
  delivery: { logs: true },
  originals: { versioned: true },
  webhooks: [{ name: 'shop', url: 'https://shop.example/hook', events: ['image.ready', 'alarm'] }],
  monitoring: {},
});

let cloud: LocalAws;
let folder: string;
let terraform: ReturnType<typeof terraformIn>;
let resources: number;
const connect = () => session({ endpoint: cloud.endpoint, region: cloud.region });

/** Credentials of a user who has docs/deploy-policy.json and nothing else. */
async function makeDeployer(): Promise<Record<string, string>> {
  const iam = connect().client(IAMClient);
  const document = await readFile(policyFile, 'utf8');
  await iam.send(new CreateUserCommand({ UserName: 'deployer' }));
  await iam.send(
    new PutUserPolicyCommand({
      UserName: 'deployer',
      PolicyName: 'deploy',
      PolicyDocument: document.replaceAll('YOUR-STATE-BUCKET', stateBucket),
    }),
  );
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'deployer' }));
  return {
    AWS_ACCESS_KEY_ID: AccessKey?.AccessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: AccessKey?.SecretAccessKey ?? '',
  };
}

/**
 * Everything is made but the mappings, which Lambda refuses for now: what is being made when Terraform is interrupted may
 * be finished by AWS, and Terraform no longer hears of it.
 */
const held = 'aws_lambda_event_source_mapping';
function isHalfWay(output: string): boolean {
  return output.match(/^aws_\S+: Creation complete/gm)?.length === resources;
}

async function stateObjects(): Promise<string[]> {
  const { Contents = [] } = await connect()
    .client(S3Client)
    .send(new ListObjectsV2Command({ Bucket: stateBucket }));
  return Contents.map(({ Key = '' }) => Key);
}

describe.skipIf(!hasTerraform)(
  'with its state in a bucket, as a user who has the documented policy and nothing else',
  () => {
    beforeAll(async () => {
      cloud = await startLocalAws({ port: 0, enforceIam: true });
      folder = await mkdtemp(join(tmpdir(), 'darkroom-terraform-'));
      await connect()
        .client(S3Client)
        .send(new CreateBucketCommand({ Bucket: stateBucket }));
      const { endpoint } = cloud;
      const settings = { stage: 'prod', target: 'embedded', endpoint, stateBucket } as const;
      const { stackFile } = synthesize(config, settings, folder);
      const { resource } = JSON.parse(await readFile(stackFile, 'utf8'));
      const { [held]: mappings, ...others } = resource;
      expect(mappings).not.toEqual({});
      resources = Object.values(others).flatMap((ofType) => Object.keys(Object(ofType))).length;
      terraform = terraformIn(dirname(stackFile), await makeDeployer());
      await terraform.run('init', '-input=false');
    });
    afterAll(async () => {
      await cloud?.close();
      await rm(folder, { recursive: true, force: true });
    });

    test('an apply that is interrupted half-way keeps what it made in the state, and gives the lock back', async () => {
      const busy = { code: 'TooManyRequestsException', statusCode: 429 };
      cloud.faults.replace([
        { service: 'lambda', operation: 'CreateEventSourceMapping', errorRate: 1, error: busy },
      ]);
      const output = await terraform.interrupt(['apply', '-auto-approve'], isHalfWay);
      expect(output).toSatisfy(isHalfWay);
      expect(output).not.toContain('Apply complete');
      const state = await terraform.run('state', 'list');
      expect(state.match(/^aws_/gm)).toHaveLength(resources);
      expect(state).not.toContain(held);
      expect(await stateObjects()).toEqual(['darkroom/darkroom-prod.tfstate']);
    });

    test('the same apply, run again, makes the rest; then there is nothing to change', async () => {
      cloud.faults.replace([]);
      expect(await terraform.run('apply', '-auto-approve')).toContain('Apply complete!');
      expect(await terraform.run('plan')).toContain('No changes.');
    });

    test('destroy takes all of it away and leaves the state bucket alone', async () => {
      expect(await terraform.run('destroy', '-auto-approve')).toContain('Destroy complete!');
      const { buckets = {}, ...others } = await readEverything(connect());
      expect(Object.keys(buckets)).toEqual([stateBucket]);
      expect(Object.values(others).flatMap((kind) => Object.keys(kind))).toEqual([]);
    });
  },
);
