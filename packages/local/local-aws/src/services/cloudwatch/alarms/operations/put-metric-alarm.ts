import { z } from 'zod';
import { AwsError } from '../../../../protocol/aws-error.ts';
import { notServed } from '../../../../protocol/not-served.ts';
import { listOf } from '../../../../protocol/query-input.ts';
import { alarmArn, operation } from '../../cloudwatch-state.ts';
import { flag, numberOf, tagsSchema } from '../../input.ts';

const actions = listOf(z.string().min(1).max(1024)).pipe(z.array(z.string()).max(5)).default([]);
const positive = numberOf(z.int().min(1));
const units = [
  ...['Seconds', 'Microseconds', 'Milliseconds', 'Percent', 'Count', 'Count/Second', 'None'],
  ...['Bytes', 'Bits']
    .flatMap((unit) => ['', 'Kilo', 'Mega', 'Giga', 'Tera'].map((size) => named(size, unit)))
    .flatMap((unit) => [unit, `${unit}/Second`]),
];
const day = 86_400;

export const putMetricAlarm = operation({
  name: 'PutMetricAlarm',
  input: z.strictObject({
    AlarmName: z.string().min(1).max(255),
    AlarmDescription: z.string().max(1024).optional(),
    ActionsEnabled: flag.default(true),
    OKActions: actions,
    AlarmActions: actions,
    InsufficientDataActions: actions,
    MetricName: z.string().min(1).max(255),
    Namespace: z.string().min(1).max(255).regex(/^[^:]/),
    Statistic: z.enum(['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum']),
    Dimensions: listOf(
      z.strictObject({ Name: z.string().min(1).max(255), Value: z.string().min(1).max(1024) }),
    )
      .pipe(z.array(z.object({ Name: z.string(), Value: z.string() })).max(30))
      .default([]),
    Period: positive.refine((seconds) => [10, 20, 30].includes(seconds) || seconds % 60 === 0),
    Unit: z.enum(units).optional(),
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
    Tags: tagsSchema,
    ActionConfiguration: notServed,
    EvaluateLowSampleCountPercentile: notServed,
    EvaluationCriteria: notServed,
    EvaluationInterval: notServed,
    EvaluationWindow: notServed,
    ExtendedStatistic: notServed,
    Metrics: notServed,
    ThresholdMetricId: notServed,
    WarmUpConfiguration: notServed,
  }),
  resource: ({ AlarmName }, { cloud }) => alarmArn(cloud, AlarmName),
  async run({ AlarmName, Tags, ...settings }, { cloud, state }) {
    const { EvaluationPeriods, DatapointsToAlarm = EvaluationPeriods, Period } = settings;
    if (DatapointsToAlarm > EvaluationPeriods)
      throw new AwsError('ValidationError', 'DatapointsToAlarm must not be greater than EvaluationPeriods');
    if (EvaluationPeriods * Period > day)
      throw new AwsError('ValidationError', 'Metrics cannot be checked across more than a day');
    const known = await state.alarms.get(AlarmName);
    const now = cloud.now().getTime();
    await state.alarms.put(AlarmName, {
      AlarmName,
      AlarmConfigurationUpdatedTimestamp: now,
      CreatedTimestamp: known?.CreatedTimestamp ?? now,
      // Of an alarm that is there already, the tags of a request are ignored.
      tags: known?.tags ?? Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
      settings,
    });
  },
});

function named(size: string, unit: string): string {
  return size === '' ? unit : `${size}${unit.toLowerCase()}`;
}
