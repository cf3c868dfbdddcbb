import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import {
  DescribeEventBusCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import { GetFunctionUrlConfigCommand, GetPolicyCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { deployEmbedded } from '@darkroom/embedded-deploy';
import { buildFunction, hostTarget } from '@darkroom/lambda-bundle';
import { startLocalAws } from '@darkroom/local-aws';
import { session } from '@darkroom/localstack-client';
import { describe, expect, onTestFinished, test } from 'vitest';
import { alarmsStack } from './alarms-stack.ts';
import { hasTerraform, terraformIn } from './terraform-cli.ts';

const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
const services = ['cloudwatch', 'events', 'iam', 'lambda', 'logs', 'sns', 'sts'];
const FunctionName = 'serve';
const ref = (expression: string) => `$\{${expression}}`;
const bus = ref('aws_cloudwatch_event_bus.shop.name');
const rule = ref('aws_cloudwatch_event_rule.serve.name');
const inbox = 'arn:aws:sqs:us-east-1:000000000000:inbox';
const cloudfront = {
  function_name: ref('aws_lambda_function.serve.function_name'),
  principal: 'cloudfront.amazonaws.com',
  source_arn: 'arn:aws:cloudfront::000000000000:distribution/E1',
};

/** A function with a URL and a schedule: what Terraform's provider 5.100.0 can say of them. */
function stackWith(endpoint: string, { url, rate }: Shape, sha256: string) {
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } };
  const function_name = cloudfront.function_name;
  return {
    terraform: { required_providers: { aws: { source: 'aws', version: '5.100.0' } } },
    provider: {
      aws: [
        {
          region: 'us-east-1',
          default_tags: [{ tags: { project: 'test' } }],
          endpoints: [Object.fromEntries(services.map((service) => [service, endpoint]))],
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
        schedule: {
          statement_id: 'schedule',
          action: 'lambda:InvokeFunction',
          principal: 'events.amazonaws.com',
          function_name,
          source_arn: ref('aws_cloudwatch_event_rule.serve.arn'),
        },
      },
      aws_cloudwatch_event_bus: { shop: { name: 'shop', description: rate } },
      aws_cloudwatch_event_rule: {
        sold: { name: 'sold', event_bus_name: bus, event_pattern: JSON.stringify({ source: ['shop'] }) },
        serve: { name: 'serve', description: 'Serves now and then', schedule_expression: rate },
      },
      aws_cloudwatch_event_target: {
        serve: { rule, target_id: 'function', arn: ref('aws_lambda_function.serve.arn') },
        sold: {
          rule: ref('aws_cloudwatch_event_rule.sold.name'),
          event_bus_name: bus,
          target_id: 'inbox',
          arn: inbox,
        },
        inbox: {
          rule,
          target_id: 'inbox',
          arn: inbox,
          input_transformer: { input_paths: { at: '$.time' }, input_template: '{"at": <at>}' },
          retry_policy: { maximum_event_age_in_seconds: 60, maximum_retry_attempts: 2 },
          dead_letter_config: { arn: `${inbox}-dead` },
        },
      },
    },
    output: { url: { value: ref('aws_lambda_function_url.serve.function_url') } },
  };
}

interface Shape {
  readonly url: object;
  readonly rate: string;
}

const openUrl = {
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
const closedUrl = { authorization_type: 'AWS_IAM', invoke_mode: 'RESPONSE_STREAM' };
const open = { url: openUrl, rate: 'rate(5 minutes)' };
const closed = { url: closedUrl, rate: 'cron(0 12 * * ? *)' };

/** A cloud and a folder with a stack for it. */
async function start() {
  const cloud = await startLocalAws({ port: 0 });
  onTestFinished(() => cloud.close());
  const folder = await mkdtemp(join(tmpdir(), 'functions-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'src'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(join(folder, 'src/lambda.ts'), "export const handler = async () => 'served';");
  const { sha256 } = await buildFunction(folder, hostTarget(), { outdir: folder });
  const { client } = session({ endpoint: cloud.endpoint, region: cloud.region });
  const lambda = client(LambdaClient);
  const events = client(EventBridgeClient);
  const stackFile = join(folder, 'stack.tf.json');
  return {
    cloud,
    folder,
    stackFile,
    lambda,
    write: (shape: Shape) => writeFile(stackFile, JSON.stringify(stackWith(cloud.endpoint, shape, sha256))),
    /** The URL, the policy, the schedule and the bus as AWS tells them, but for times and the id. */
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
      const { $metadata: ____, ...schedule } = await events.send(new DescribeRuleCommand({ Name: 'serve' }));
      const { Targets } = await events.send(new ListTargetsByRuleCommand({ Rule: 'serve' }));
      const { Description } = await events.send(new DescribeEventBusCommand({ Name: 'shop' }));
      const onBus = { EventBusName: 'shop' };
      const { Rules } = await events.send(new ListRulesCommand(onBus));
      const sold = await events.send(new ListTargetsByRuleCommand({ Rule: 'sold', ...onBus }));
      return {
        bus: { Description, Rules, targets: sold.Targets },
        schedule,
        targets: Targets,
        config,
        policy: statements.sort((a, b) => a.Sid.localeCompare(b.Sid)),
        status: response.status,
      };
    },
  };
}

describe.skipIf(!hasTerraform)('Terraform makes URLs, permissions, schedules, buses and alarms', () => {
  test('applies, plans clean, updates and destroys, and the embedded deployment makes the same', async () => {
    const { cloud, folder, lambda, write, read } = await start();
    const embedded = await start();
    const deploy = async (shape: Shape) => {
      await embedded.write(shape);
      const { stackFile } = embedded;
      await deployEmbedded({ stackFile, endpoint: embedded.cloud.endpoint, region: cloud.region });
    };
    const terraform = terraformIn(folder, credentials);
    const cloudWatch = session({ endpoint: cloud.endpoint, region: cloud.region }).client(CloudWatchClient);
    async function alarms() {
      const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({}));
      return MetricAlarms.map(({ AlarmName, AlarmActions = [] }) => [AlarmName, ...AlarmActions]);
    }
    await write(open);
    await writeFile(join(folder, 'alarms.tf.json'), JSON.stringify(alarmsStack));
    await terraform.run('init', '-input=false');

    for (const [shape, status, authType] of [
      [open, 200, 'NONE'],
      [closed, 403, 'AWS_IAM'],
    ] as const) {
      await write(shape);
      await terraform.run('apply', '-input=false', '-auto-approve');
      expect(await terraform.run('plan', '-input=false', '-detailed-exitcode')).toContain('No changes');
      const made = await read();
      expect(made).toMatchObject({
        status,
        config: { AuthType: authType },
        bus: { Description: shape.rate, Rules: [{ Name: 'sold' }], targets: [{ Arn: inbox }] },
        schedule: { ScheduleExpression: shape.rate, State: 'ENABLED' },
        targets: [{ Id: 'function' }, { Id: 'inbox', RetryPolicy: { MaximumRetryAttempts: 2 } }],
      });
      expect(made.policy.map(({ Sid }) => Sid)).toContain('FunctionURLAllowPublicAccess');
      const topic = 'arn:aws:sns:us-east-1:000000000000:on-call';
      expect(await alarms()).toEqual(['errors', 'failed', 'slow'].map((name) => [name, topic]));
      await deploy(shape);
      expect(await embedded.read()).toEqual(made);
    }

    await terraform.run('destroy', '-input=false', '-auto-approve');
    await expect(lambda.send(new GetFunctionUrlConfigCommand({ FunctionName }))).rejects.toThrow(
      'The resource you requested does not exist.',
    );
    expect(await alarms()).toEqual([]);
  });
});
