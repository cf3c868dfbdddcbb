import { z } from 'zod';
import { AwsError } from '../../../../protocol/aws-error.ts';
import { notServed } from '../../../../protocol/not-served.ts';
import { listOf } from '../../../../protocol/query-input.ts';
import { operation } from '../../cloudwatch-state.ts';
import { numberOf, time } from '../../input.ts';
import { isMeasurable } from '../bucket.ts';
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
/** Any, so that one without an order is refused by its name. */
const number = z.union([
  numberOf(z.custom<number>((value) => typeof value === 'number').meta({ scalar: true })),
  z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number),
]);
const numbers = listOf(number).pipe(z.array(z.custom<number>()).max(150)).default([]);
const datum = z.strictObject({
  MetricName: metricNameSchema,
  Dimensions: dimensionsSchema,
  Timestamp: time.optional(),
  Value: number.optional(),
  StatisticValues: z
    .strictObject({ SampleCount: number, Sum: number, Minimum: number, Maximum: number })
    .optional(),
  Values: numbers,
  Counts: numbers,
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
    if (Namespace.startsWith('AWS/')) throw invalid('AWS/', 'Namespace');
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
function check(datum: Datum, path: string, now: number): void {
  const { Value, Values, Counts, StatisticValues, Timestamp } = datum;
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
  checkNumbers(datum, path);
  checkDimensions(datum.Dimensions, path);
}

function checkNumbers({ Value, Values, Counts, StatisticValues }: Datum, path: string): void {
  const named = Object.entries({ Value, ...StatisticValues }).map(([name, value]) => ({ name, value }));
  const listed = (list: readonly number[], name: string) =>
    list.map((value, index) => ({ name: `${name}.member.${index + 1}`, value }));
  const wrong = [...named, ...listed(Values, 'Values'), ...listed(Counts, 'Counts')].find(
    ({ name, value = 0 }) => !isMeasurable(value) || (/Count/.test(name) && value < 0),
  );
  if (wrong) throw invalid(String(wrong.value), `${path}.${wrong.name}`);
  const { Minimum = 0, Maximum = 0 } = StatisticValues ?? {};
  if (Minimum > Maximum) throw invalid(String(Maximum), `${path}.StatisticValues.Maximum`);
}

/** Of what each name and value may consist ("Dimension" in the CloudWatch API Reference). */
function checkDimensions(dimensions: Datum['Dimensions'], path: string): void {
  for (const [index, dimension] of dimensions.entries())
    for (const [part, text] of Object.entries(dimension)) {
      const parameter = `${path}.Dimensions.member.${index + 1}.${part}`;
      if (/[^ -~]/.test(text))
        throw new AwsError(
          'InvalidParameterValue',
          `The value ${text} for parameter ${parameter} contains non-ASCII characters.`,
        );
      if (text.trim() === '' || (part === 'Name' && text.startsWith(':'))) throw invalid(text, parameter);
    }
}

function invalid(value: string, parameter: string): AwsError {
  return new AwsError('InvalidParameterValue', `The value ${value} for parameter ${parameter} is invalid.`);
}
