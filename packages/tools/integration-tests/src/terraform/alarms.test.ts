import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient, DescribeAlarmsCommand, ListDashboardsCommand } from '@aws-sdk/client-cloudwatch';
import { startLocalAws } from '@darkroom/local-aws';
import { session } from '@darkroom/localstack-client';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hasTerraform, terraformIn } from './terraform-cli.ts';

const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
const ref = (expression: string) => `$\{${expression}}`;

/** Who is told of what, as Terraform's provider 5.100.0 can say it. */
function stackWith(endpoint: string) {
  const told = { alarm_actions: [ref('aws_sns_topic.on_call.arn')] };
  const metric = (metric_name: string) => ({
    metric: {
      namespace: 'AWS/Lambda',
      metric_name,
      dimensions: { FunctionName: 'f' },
      period: 60,
      stat: 'Sum',
    },
  });
  const expression = 'IF(calls > 0, 100 * errors / calls, 0)';
  const widget = { type: 'text', x: 0, y: 0, width: 24, height: 2, properties: { markdown: '# Photos' } };
  return {
    terraform: { required_providers: { aws: { source: 'aws', version: '5.100.0' } } },
    provider: {
      aws: [
        {
          region: 'us-east-1',
          default_tags: [{ tags: { project: 'test' } }],
          endpoints: [{ cloudwatch: endpoint, logs: endpoint, sns: endpoint, sts: endpoint }],
          skip_credentials_validation: true,
          skip_metadata_api_check: 'true',
          skip_requesting_account_id: true,
        },
      ],
    },
    resource: {
      aws_sns_topic: { on_call: { name: 'on-call' } },
      aws_cloudwatch_log_group: { f: { name: '/aws/lambda/f', retention_in_days: 7 } },
      aws_cloudwatch_log_metric_filter: {
        failed: {
          name: 'failed',
          log_group_name: ref('aws_cloudwatch_log_group.f.name'),
          pattern: '{ $.level = "ERROR" && $.code = * }',
          metric_transformation: {
            ...{ namespace: 'Photos', name: 'Failed', value: '1', unit: 'Count' },
            dimensions: { code: '$.code' },
          },
        },
      },
      aws_cloudwatch_metric_alarm: {
        failed: {
          alarm_name: 'failed',
          namespace: 'Photos',
          metric_name: 'Failed',
          statistic: 'Sum',
          ...{ period: 300, evaluation_periods: 12, datapoints_to_alarm: 3, threshold: 0 },
          comparison_operator: 'GreaterThanThreshold',
          treat_missing_data: 'notBreaching',
          ...told,
          ok_actions: told.alarm_actions,
        },
        slow: {
          alarm_name: 'slow',
          ...{ namespace: 'AWS/Lambda', metric_name: 'Duration', dimensions: { FunctionName: 'f' } },
          extended_statistic: 'p95',
          ...{ period: 60, evaluation_periods: 3, threshold: 20_000 },
          comparison_operator: 'GreaterThanOrEqualToThreshold',
          ...told,
        },
        errors: {
          alarm_name: 'errors',
          metric_query: [
            { id: 'rate', expression, label: 'Error rate', return_data: true },
            { id: 'errors', ...metric('Errors') },
            { id: 'calls', ...metric('Invocations') },
          ],
          ...{ evaluation_periods: 1, threshold: 5, comparison_operator: 'GreaterThanThreshold' },
          ...told,
        },
      },
      aws_cloudwatch_dashboard: {
        photos: { dashboard_name: 'photos', dashboard_body: JSON.stringify({ widgets: [widget] }) },
      },
    },
  };
}

describe.skipIf(!hasTerraform)('Terraform makes alarms, a dashboard and a metric filter', () => {
  test('applies, plans clean and destroys', async () => {
    const cloud = await startLocalAws({ port: 0 });
    onTestFinished(() => cloud.close());
    const folder = await mkdtemp(join(tmpdir(), 'alarms-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, 'stack.tf.json'), JSON.stringify(stackWith(cloud.endpoint)));
    const terraform = terraformIn(folder, credentials);
    const cloudWatch = session({ endpoint: cloud.endpoint, region: cloud.region }).client(CloudWatchClient);
    const alarms = async () => (await cloudWatch.send(new DescribeAlarmsCommand({}))).MetricAlarms ?? [];

    await terraform.run('init', '-input=false');
    await terraform.run('apply', '-input=false', '-auto-approve');
    expect(await terraform.run('plan', '-input=false', '-detailed-exitcode')).toContain('No changes');
    expect((await alarms()).map(({ AlarmName, AlarmActions }) => [AlarmName, AlarmActions])).toEqual(
      ['errors', 'failed', 'slow'].map((name) => [name, ['arn:aws:sns:us-east-1:000000000000:on-call']]),
    );

    await terraform.run('destroy', '-input=false', '-auto-approve');
    expect(await alarms()).toEqual([]);
    const { DashboardEntries } = await cloudWatch.send(new ListDashboardsCommand({}));
    expect(DashboardEntries).toEqual([]);
  });
});
