import { PutMetricAlarmCommand, TagResourceCommand } from '@aws-sdk/client-cloudwatch';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';
import { tagsSchema } from './tags.ts';

const schema = z.strictObject({
  alarm_name: z.string(),
  alarm_description: z.string().optional(),
  namespace: z.string(),
  metric_name: z.string(),
  dimensions: z.record(z.string(), z.string()).default({}),
  statistic: z.enum(['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum']),
  period: z.int(),
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
        Namespace: block.namespace,
        MetricName: block.metric_name,
        Dimensions: Object.entries(block.dimensions).map(([Name, Value]) => ({ Name, Value })),
        Statistic: block.statistic,
        Period: block.period,
        EvaluationPeriods: block.evaluation_periods,
        DatapointsToAlarm: block.datapoints_to_alarm,
        Threshold: block.threshold,
        ComparisonOperator: block.comparison_operator,
        TreatMissingData: block.treat_missing_data,
      }),
    );
    // Of an alarm that is there already, PutMetricAlarm ignores tags.
    if (Tags.length > 0) await clients.cloudwatch.send(new TagResourceCommand({ ResourceARN: arn, Tags }));
    return { id: name, arn, alarm_name: name };
  },
);
