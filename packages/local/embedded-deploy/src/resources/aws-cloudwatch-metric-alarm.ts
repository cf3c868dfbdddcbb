import { PutMetricAlarmCommand, TagResourceCommand } from '@aws-sdk/client-cloudwatch';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';
import { tagsSchema } from './tags.ts';

const dimensionsSchema = z.record(z.string(), z.string()).default({});

/** A metric, or an expression over others. */
const querySchema = z.strictObject({
  id: z.string(),
  expression: z.string().optional(),
  label: z.string().optional(),
  return_data: z.boolean().default(false),
  metric: z
    .strictObject({
      namespace: z.string(),
      metric_name: z.string(),
      dimensions: dimensionsSchema,
      period: z.int(),
      stat: z.string(),
    })
    .optional(),
});

const schema = z.strictObject({
  alarm_name: z.string(),
  alarm_description: z.string().optional(),
  namespace: z.string().optional(),
  metric_name: z.string().optional(),
  dimensions: dimensionsSchema,
  statistic: z.enum(['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum']).optional(),
  extended_statistic: z.string().optional(),
  metric_query: z.array(querySchema).optional(),
  period: z.int().optional(),
  evaluation_periods: z.int(),
  datapoints_to_alarm: z.int().optional(),
  threshold: z.number(),
  comparison_operator: z.enum([
    'GreaterThanOrEqualToThreshold',
    'GreaterThanThreshold',
    'LessThanThreshold',
    'LessThanOrEqualToThreshold',
  ]),
  treat_missing_data: z.enum(['breaching', 'notBreaching', 'ignore', 'missing']).default('missing'),
  alarm_actions: z.array(z.string()).default([]),
  ok_actions: z.array(z.string()).default([]),
  tags: tagsSchema,
});

export const awsCloudwatchMetricAlarm = defineResource(
  schema,
  async (block, { clients, region, accountId, ...context }) => {
    const { alarm_name: name } = block;
    const arn = `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`;
    const Tags = Object.entries(context.tags(block.tags)).map(([Key, Value]) => ({ Key, Value }));
    await clients.cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName: name,
        AlarmDescription: block.alarm_description,
        ActionsEnabled: true,
        ...watched(block),
        EvaluationPeriods: block.evaluation_periods,
        DatapointsToAlarm: block.datapoints_to_alarm,
        Threshold: block.threshold,
        ComparisonOperator: block.comparison_operator,
        TreatMissingData: block.treat_missing_data,
        AlarmActions: block.alarm_actions,
        OKActions: block.ok_actions,
      }),
    );
    // Of an alarm that is there already, PutMetricAlarm ignores tags.
    if (Tags.length > 0) await clients.cloudwatch.send(new TagResourceCommand({ ResourceARN: arn, Tags }));
    return { id: name, arn, alarm_name: name };
  },
);

function watched(block: z.output<typeof schema>) {
  if (block.metric_query)
    return {
      Metrics: block.metric_query.map(({ id, expression, label, return_data, metric }) => ({
        Id: id,
        Expression: expression,
        Label: label,
        ReturnData: return_data,
        MetricStat: metric && {
          Metric: {
            Namespace: metric.namespace,
            MetricName: metric.metric_name,
            Dimensions: dimensionsOf(metric.dimensions),
          },
          Period: metric.period,
          Stat: metric.stat,
        },
      })),
    };
  return {
    Namespace: block.namespace,
    MetricName: block.metric_name,
    Dimensions: dimensionsOf(block.dimensions),
    Statistic: block.statistic,
    ExtendedStatistic: block.extended_statistic,
    Period: block.period,
  };
}

function dimensionsOf(dimensions: Readonly<Record<string, string>>) {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}
