import { addBucket, addSums, type Bucket, emptyBucket, percentileOf } from './bucket.ts';
import type { StoredMetric } from './metric-store.ts';

export const statistics = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const;

/** `p0` to `p100`, with up to two digits behind the point. Other extended statistics are not served. */
export const percentilePattern = /^p(\d{1,2}(\.\d{1,2})?|100)$/;

const minuteMs = 60_000;

/** Periods of one length, one after another; times in milliseconds since the epoch. */
export interface Frame {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly periodMs: number;
  /** How many seconds of a period pass in one second. Default: 1. */
  readonly speed?: number;
}

/**
 * What was measured in each period of a frame, by the period's start, for these statistics; periods without measurements
 * are missing.
 */
export function readPeriods(
  stored: StoredMetric | undefined,
  frame: Frame,
  wanted: readonly string[],
): Map<number, Bucket> {
  const periods = new Map<number, Bucket>();
  if (!stored) return periods;
  const { start, end, periodMs, speed = 1 } = frame;
  const hasPercentiles = wanted.some((statistic) => percentilePattern.test(statistic));
  for (const [at, bucket] of stored.series.read(start, end)) {
    const period = start + Math.floor((at - start) / periodMs) * periodMs;
    const sum = periods.get(period) ?? emptyBucket();
    periods.set(period, sum);
    if (hasPercentiles) addBucket(sum, bucket);
    else addSums(sum, bucket);
  }
  if (stored.metric.isLevel)
    for (const sum of periods.values()) asIfMeasuredEachMinute(sum, periodMs * speed);
  return periods;
}

/** AWS measures a level once a minute; here it is measured whenever somebody looks. */
function asIfMeasuredEachMinute(sum: Bucket, periodMs: number): void {
  const times = Math.max(1, Math.floor(periodMs / minuteMs));
  sum.sum = (sum.sum / sum.count) * times;
  sum.bins = sum.bins && new Map([...sum.bins].map(([bin, count]) => [bin, (count / sum.count) * times]));
  sum.count = times;
}

/** Undefined for a percentile of values that nobody told one by one. */
export function statisticOf(bucket: Bucket, statistic: string): number | undefined {
  switch (statistic) {
    case 'SampleCount':
      return bucket.count;
    case 'Sum':
      return bucket.sum;
    case 'Average':
      return bucket.count === 0 ? undefined : bucket.sum / bucket.count;
    case 'Minimum':
      return bucket.minimum;
    case 'Maximum':
      return bucket.maximum;
    default:
      return percentileOf(bucket, Number(statistic.slice(1)));
  }
}
