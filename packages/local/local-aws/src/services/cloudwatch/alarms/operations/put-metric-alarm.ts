import { z } from 'zod';
import { notServed, servedOnly, servedWhere } from '../../../../protocol/not-served.ts';
import { listOf } from '../../../../protocol/query-input.ts';
import { operation } from '../../cloudwatch-state.ts';
import { flag, numberOf, tagsSchema } from '../../input.ts';
import {
  dimensionsSchema,
  metricNameSchema,
  namespaceSchema,
  periodSchema,
  queriesSchema,
  unitSchema,
} from '../../metrics/metric-input.ts';
import { statistics } from '../../metrics/statistics.ts';
import { alarmArn, initialState } from '../alarm.ts';
import { checkSettings } from '../check-settings.ts';

/** Topics and functions; instances, scaling groups and incidents are not here. */
const action = servedWhere(z.string().min(1).max(1024), (arn) => /^arn:aws[\w-]*:(sns|lambda):/.test(arn));
const actions = listOf(action).pipe(z.array(z.string()).max(5)).default([]);
const positive = numberOf(z.int().min(1));

export const putMetricAlarm = operation({
  name: 'PutMetricAlarm',
  input: z.strictObject({
    AlarmName: z.string().min(1).max(255),
    AlarmDescription: z.string().max(1024).optional(),
    ActionsEnabled: flag.default(true),
    OKActions: actions,
    AlarmActions: actions,
    InsufficientDataActions: actions,
    MetricName: metricNameSchema.optional(),
    Namespace: namespaceSchema.optional(),
    Statistic: z.enum(statistics).optional(),
    ExtendedStatistic: z.string().optional(),
    Dimensions: dimensionsSchema,
    Period: periodSchema.optional(),
    Unit: unitSchema.optional(),
    Metrics: queriesSchema.optional(),
    EvaluationPeriods: positive,
    DatapointsToAlarm: positive.optional(),
    Threshold: numberOf(z.number()),
    ComparisonOperator: z.enum([
      'GreaterThanOrEqualToThreshold',
      'GreaterThanThreshold',
      'LessThanThreshold',
      'LessThanOrEqualToThreshold',
    ]),
    TreatMissingData: z.enum(['breaching', 'notBreaching', 'ignore', 'missing']).optional(),
    EvaluateLowSampleCountPercentile: servedOnly('evaluate'),
    Tags: tagsSchema,
    ActionConfiguration: notServed,
    EvaluationCriteria: notServed,
    EvaluationInterval: notServed,
    EvaluationWindow: notServed,
    ThresholdMetricId: notServed,
    WarmUpConfiguration: notServed,
  }),
  resource: ({ AlarmName }, { cloud }) => alarmArn(cloud, AlarmName),
  async run({ AlarmName, Tags, ...settings }, { cloud, state: { alarms } }) {
    checkSettings(settings);
    const known = alarms.all.get(AlarmName);
    const now = cloud.now().getTime();
    const alarm = {
      AlarmName,
      AlarmConfigurationUpdatedTimestamp: now,
      CreatedTimestamp: known?.CreatedTimestamp ?? now,
      // Of an alarm that is there already, the tags of a request are ignored.
      tags: known?.tags ?? Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
      settings,
      state: known?.state ?? initialState(now),
    };
    await alarms.save([alarm]);
    const done = known ? 'updated' : 'created';
    alarms.history.add({
      AlarmName,
      Timestamp: new Date(now),
      HistoryItemType: 'ConfigurationUpdate',
      HistorySummary: `Alarm "${AlarmName}" ${done}`.slice(0, 255),
      data: { type: known ? 'Update' : 'Create' },
    });
  },
});
