import { z } from 'zod';
import { NotImplementedError } from '../../../protocol/aws-error.ts';
import { notServed } from '../../../protocol/not-served.ts';
import { listOf } from '../../../protocol/query-input.ts';
import { flag, numberOf } from '../input.ts';
import { percentilePattern, statistics } from './statistics.ts';

const units = [
  ...['Seconds', 'Microseconds', 'Milliseconds', 'Percent', 'Count', 'Count/Second', 'None'],
  ...['Bytes', 'Bits']
    .flatMap((unit) => ['', 'Kilo', 'Mega', 'Giga', 'Tera'].map((size) => named(size, unit)))
    .flatMap((unit) => [unit, `${unit}/Second`]),
];

function named(size: string, unit: string): string {
  return size === '' ? unit : `${size}${unit.toLowerCase()}`;
}

export const unitSchema = z.enum(units);
export const namespaceSchema = z.string().min(1).max(255).regex(/^[^:]/);
export const metricNameSchema = z.string().min(1).max(255);

/** Of a standard metric whole minutes, of a high-resolution one also less. */
export const periodSchema = numberOf(
  z
    .int()
    .min(1)
    .refine(
      (seconds) => [1, 5, 10, 20, 30].includes(seconds) || seconds % 60 === 0,
      'Member must be 1, 5, 10, 20, 30 or any multiple of 60',
    ),
);

export const dimensionsSchema = listOf(
  z.strictObject({ Name: z.string().min(1).max(255), Value: z.string().min(1).max(1024) }),
)
  .pipe(z.array(z.object({ Name: z.string(), Value: z.string() })).max(30))
  .default([]);

const querySchema = z.strictObject({
  Id: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[a-z][a-zA-Z0-9_]*$/),
  MetricStat: z
    .strictObject({
      Metric: z.strictObject({
        Namespace: namespaceSchema,
        MetricName: metricNameSchema,
        Dimensions: dimensionsSchema,
      }),
      Period: periodSchema,
      Stat: z.string(),
      Unit: unitSchema.optional(),
    })
    .optional(),
  Expression: z.string().min(1).max(2048).optional(),
  Label: z.string().optional(),
  ReturnData: flag.optional(),
  Period: periodSchema.optional(),
  AccountId: notServed,
});
export type MetricQuery = z.output<typeof querySchema>;

export const queriesSchema = listOf(querySchema).pipe(z.array(z.custom<MetricQuery>()).max(500));

export interface Dimension {
  readonly Name: string;
  readonly Value: string;
}

export function dimensionsOf(list: readonly Dimension[]): Record<string, string> {
  return Object.fromEntries(list.map(({ Name, Value }) => [Name, Value]));
}

export function dimensionList(dimensions: Readonly<Record<string, string>>): Dimension[] {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}

/** Throws NotImplemented for extended statistics other than percentiles, such as trimmed means. */
export function checkStatistic(statistic: string): void {
  if ((statistics as readonly string[]).includes(statistic) || percentilePattern.test(statistic)) return;
  throw new NotImplementedError('cloudwatch', `the statistic ${statistic}`);
}
