import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetFunctionUrlConfigCommand, GetPolicyCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { deployEmbedded } from '@darkroom/embedded-deploy';
import { buildFunction, hostTarget } from '@darkroom/lambda-bundle';
import { startLocalAws } from '@darkroom/local-aws';
import { session } from '@darkroom/localstack-client';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hasTerraform, terraformIn } from './terraform-cli.ts';

const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
const FunctionName = 'serve';
const ref = (expression: string) => `$\{${expression}}`;
const cloudfront = {
  function_name: ref('aws_lambda_function.serve.function_name'),
  principal: 'cloudfront.amazonaws.com',
  source_arn: 'arn:aws:cloudfront::000000000000:distribution/E1',
};

/** A function with a URL: what Terraform's provider 5.100.0 can say of one. */
function stackWith(endpoint: string, url: object, sha256: string) {
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } };
  const function_name = cloudfront.function_name;
  return {
    terraform: { required_providers: { aws: { source: 'aws', version: '5.100.0' } } },
    provider: {
      aws: [
        {
          region: 'us-east-1',
          default_tags: [{ tags: { project: 'test' } }],
          endpoints: [{ iam: endpoint, lambda: endpoint, sts: endpoint }],
          skip_credentials_validation: true,
          skip_metadata_api_check: 'true',
          skip_requesting_account_id: true,
        },
      ],
    },
    resource: {
      aws_iam_role: {
        serve: {
          name: 'serve',
          assume_role_policy: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
        },
      },
      aws_lambda_function: {
        serve: {
          function_name: FunctionName,
          runtime: 'nodejs22.x',
          handler: 'index.handler',
          architectures: ['x86_64'],
          memory_size: 256,
          timeout: 10,
          filename: 'function.zip',
          source_code_hash: sha256,
          role: ref('aws_iam_role.serve.arn'),
          environment: { variables: { STAGE: 'test' } },
        },
      },
      aws_lambda_function_url: { serve: { function_name, ...url } },
      aws_lambda_permission: {
        everybody: {
          statement_id: 'everybody',
          action: 'lambda:InvokeFunction',
          principal: '*',
          function_name,
        },
        cloudfront_url: {
          ...cloudfront,
          statement_id: 'cloudfront-url',
          action: 'lambda:InvokeFunctionUrl',
          function_url_auth_type: 'AWS_IAM',
        },
        cloudfront: { ...cloudfront, statement_id: 'cloudfront', action: 'lambda:InvokeFunction' },
      },
    },
    output: { url: { value: ref('aws_lambda_function_url.serve.function_url') } },
  };
}

const open = {
  authorization_type: 'NONE',
  cors: {
    allow_credentials: true,
    allow_origins: ['*'],
    allow_methods: ['GET'],
    allow_headers: ['date'],
    expose_headers: ['etag'],
    max_age: 60,
  },
};
const closed = { authorization_type: 'AWS_IAM', invoke_mode: 'RESPONSE_STREAM' };

/** A cloud and a folder with a stack for it. */
async function start() {
  const cloud = await startLocalAws({ port: 0 });
  onTestFinished(() => cloud.close());
  const folder = await mkdtemp(join(tmpdir(), 'function-urls-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'src'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(join(folder, 'src/lambda.ts'), "export const handler = async () => 'served';");
  const { sha256 } = await buildFunction(folder, hostTarget(), { outdir: folder });
  const lambda = session({ endpoint: cloud.endpoint, region: cloud.region }).client(LambdaClient);
  const stackFile = join(folder, 'stack.tf.json');
  return {
    cloud,
    folder,
    stackFile,
    lambda,
    write: (url: object) => writeFile(stackFile, JSON.stringify(stackWith(cloud.endpoint, url, sha256))),
    /** The URL and the policy as AWS tells them, but for times and the id. */
    async read() {
      const {
        FunctionUrl = '',
        CreationTime: _,
        LastModifiedTime: __,
        $metadata: ___,
        ...config
      } = await lambda.send(new GetFunctionUrlConfigCommand({ FunctionName }));
      const { Policy = '' } = await lambda.send(new GetPolicyCommand({ FunctionName }));
      const statements: { Sid: string }[] = JSON.parse(Policy).Statement;
      const [id] = new URL(FunctionUrl).hostname.split('.');
      const response = await fetch(`${cloud.endpoint}/_aws/lambda-url/${id}/`);
      return {
        config,
        policy: statements.sort((a, b) => a.Sid.localeCompare(b.Sid)),
        status: response.status,
      };
    },
  };
}

describe.skipIf(!hasTerraform)('Terraform makes a function URL and its permissions', () => {
  test('applies, plans clean, updates and destroys, and the embedded deployment makes the same', async () => {
    const { cloud, folder, lambda, write, read } = await start();
    const embedded = await start();
    const deploy = async (url: object) => {
      await embedded.write(url);
      const { stackFile } = embedded;
      await deployEmbedded({ stackFile, endpoint: embedded.cloud.endpoint, region: cloud.region });
    };
    const terraform = terraformIn(folder, credentials);
    await write(open);
    await terraform.run('init', '-input=false');

    for (const [url, status, authType] of [
      [open, 200, 'NONE'],
      [closed, 403, 'AWS_IAM'],
    ] as const) {
      await write(url);
      await terraform.run('apply', '-input=false', '-auto-approve');
      expect(await terraform.run('plan', '-input=false', '-detailed-exitcode')).toContain('No changes');
      const made = await read();
      expect(made).toMatchObject({ status, config: { AuthType: authType } });
      expect(made.policy.map(({ Sid }) => Sid)).toContain('FunctionURLAllowPublicAccess');
      await deploy(url);
      expect(await embedded.read()).toEqual(made);
    }

    await terraform.run('destroy', '-input=false', '-auto-approve');
    await expect(lambda.send(new GetFunctionUrlConfigCommand({ FunctionName }))).rejects.toThrow(
      'The resource you requested does not exist.',
    );
  });
});
