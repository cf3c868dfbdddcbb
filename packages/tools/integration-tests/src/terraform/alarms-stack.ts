const ref = (expression: string) => `$\{${expression}}`;
const told = { alarm_actions: [ref('aws_sns_topic.on_call.arn')] };
const expression = 'IF(calls > 0, 100 * errors / calls, 0)';
const widget = { type: 'text', x: 0, y: 0, width: 24, height: 2, properties: { markdown: '# Photos' } };

function metric(metric_name: string) {
  const dimensions = { FunctionName: 'f' };
  return { metric: { namespace: 'AWS/Lambda', metric_name, dimensions, period: 60, stat: 'Sum' } };
}

/** Who is told of what: alarms, a metric filter and a dashboard as Terraform's provider 5.100.0 can say them. */
export const alarmsStack = {
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
