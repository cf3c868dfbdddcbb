import { z } from 'zod';
import type { Cloud } from '../../cloud/cloud.ts';
import { jsonOf } from './json-pattern.ts';

const day = 86_400_000;

/** CloudWatch user guide, "Specification: Embedded metric format". */
const document = z.looseObject({
  _aws: z.object({
    Timestamp: z.number(),
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string().min(1).max(255),
        Dimensions: z.array(z.array(z.string()).max(30)).default([[]]),
        Metrics: z
          .array(z.object({ Name: z.string().min(1).max(255), Unit: z.string().default('None') }))
          .max(100),
      }),
    ),
  }),
});

/** Measures what a log line in the embedded metric format says. Others are passed over after a look at their text. */
export function measureEmbedded({ ports, now }: Cloud, message: string): void {
  if (!message.startsWith('{') || !message.includes('"CloudWatchMetrics"')) return;
  const parsed = document.safeParse(jsonOf(message));
  if (!parsed.success) return;
  const { _aws, ...members } = parsed.data;
  const age = now().getTime() - _aws.Timestamp;
  if (age > 14 * day || age < -day / 12) return; // as PutMetricData
  const at = new Date(_aws.Timestamp);
  for (const { Namespace: namespace, Dimensions, Metrics } of _aws.CloudWatchMetrics)
    for (const names of Dimensions) {
      const values = names.map((name) => members[name]);
      if (!values.every((value) => typeof value === 'string')) continue;
      const dimensions = Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
      for (const { Name: name, Unit: unit } of Metrics)
        for (const value of [members[name]].flat())
          if (typeof value === 'number')
            ports.metrics.record({ namespace, name, dimensions, unit }, value, at);
    }
}
