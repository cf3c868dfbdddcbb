import { z } from 'zod';
import { AwsError } from '../../../../protocol/aws-error.ts';
import { notServed } from '../../../../protocol/not-served.ts';
import { listOf } from '../../../../protocol/query-input.ts';
import { operation } from '../../cloudwatch-state.ts';
import { numberOf, time } from '../../input.ts';
import {
  dimensionsOf,
  dimensionsSchema,
  metricNameSchema,
  namespaceSchema,
  unitSchema,
} from '../metric-input.ts';

const hourMs = 3_600_000;
const oldestMs = 14 * 24 * hourMs;
const newestMs = 2 * hourMs;
const number = numberOf(z.number());
const datum = z.strictObject({
  MetricName: metricNameSchema,
  Dimensions: dimensionsSchema,
  Timestamp: time.optional(),
  Value: number.optional(),
  StatisticValues: z
    .strictObject({ SampleCount: number, Sum: number, Minimum: number, Maximum: number })
    .optional(),
  Values: listOf(number).pipe(z.array(z.number()).max(150)).default([]),
  Counts: listOf(number).pipe(z.array(z.number()).max(150)).default([]),
  Unit: unitSchema.optional(),
  StorageResolution: numberOf(z.union([z.literal(1), z.literal(60)])).optional(),
});
type Datum = z.output<typeof datum>;

export const putMetricData = operation({
  name: 'PutMetricData',
  input: z.strictObject({
    Namespace: namespaceSchema,
    MetricData: listOf(datum).pipe(z.array(z.custom<Datum>()).max(1000)).default([]),
    EntityMetricData: notServed,
    StrictEntityValidation: notServed,
  }),
  conditionKeys: ({ Namespace }) => ({ 'cloudwatch:namespace': Namespace }),
  run({ Namespace, MetricData }, { cloud, state: { metrics } }) {
    const now = cloud.now().getTime();
    for (const [index, data] of MetricData.entries()) check(data, `MetricData.member.${index + 1}`, now);
    for (const { MetricName, Dimensions, Timestamp = now, Unit, ...data } of MetricData) {
      const unit = Unit === undefined ? {} : { unit: Unit };
      const metric = {
        namespace: Namespace,
        name: MetricName,
        dimensions: dimensionsOf(Dimensions),
        ...unit,
      };
      const at = new Date(Timestamp);
      if (data.Value !== undefined) metrics.record(metric, data.Value, at);
      for (const [index, value] of data.Values.entries())
        metrics.record(metric, value, at, data.Counts[index] ?? 1);
      const { SampleCount: count = 0, Sum: sum = 0, Minimum = 0, Maximum = 0 } = data.StatisticValues ?? {};
      if (count > 0) metrics.recordSet(metric, { count, sum, minimum: Minimum, maximum: Maximum }, at);
    }
  },
});

/** Throws MissingParameter, InvalidParameterValue, InvalidParameterCombination. */
function check(
  { Value, Values, Counts, StatisticValues, Timestamp }: Datum,
  path: string,
  now: number,
): void {
  const forms = [Value !== undefined, Values.length > 0, StatisticValues !== undefined].filter(
    Boolean,
  ).length;
  if (forms === 0)
    throw new AwsError(
      'MissingParameter',
      `At least one of the parameters ${path}.Value, ${path}.Values or ${path}.StatisticValues must be specified.`,
    );
  if (forms > 1)
    throw new AwsError(
      'InvalidParameterCombination',
      `The parameters ${path}.Value, ${path}.Values and ${path}.StatisticValues are mutually exclusive and you have specified more than one.`,
    );
  if (Counts.length > 0 && Counts.length !== Values.length)
    throw new AwsError(
      'InvalidParameterValue',
      `The parameters ${path}.Values and ${path}.Counts must be of the same size.`,
    );
  if (Timestamp !== undefined && (Timestamp < now - oldestMs || Timestamp > now + newestMs))
    throw new AwsError(
      'InvalidParameterValue',
      `The parameter ${path}.Timestamp must specify a time within the past two weeks and the next two hours.`,
    );
}
