import type { Metric, MetricPort } from '../../../cloud/ports.ts';
import { addSet, addValue, isMeasurable, type StatisticSet } from './bucket.ts';
import { createSeries, type Series } from './series.ts';

/** With more, the tenth that was measured last the longest ago is forgotten. */
const mostMetrics = 5_000;

export interface StoredMetric {
  readonly metric: Metric;
  readonly series: Series;
}

/** All metrics, in memory alone: they do not survive a restart. */
export interface MetricStore extends MetricPort {
  recordSet(metric: Metric, set: StatisticSet, at: Date): void;
  /** Undefined if nothing of it was measured. Dimensions have to be all of the metric's. */
  find(metric: Pick<Metric, 'namespace' | 'name' | 'dimensions'>): StoredMetric | undefined;
  /** In the order of their names. */
  list(): StoredMetric[];
  /** Has every level measured now. */
  measure(): void;
}

export function createMetricStore(now: () => Date): MetricStore {
  const metrics = new Map<string, StoredMetric>();
  const levels: (() => void)[] = [];

  function forget(): void {
    const oldest = [...metrics].sort(([, a], [, b]) => a.series.lastAt - b.series.lastAt);
    for (const [key] of oldest.slice(0, mostMetrics / 10)) metrics.delete(key);
  }

  function open(key: string, metric: Metric): Series {
    const stored = metrics.get(key) ?? { metric, series: createSeries() };
    if (!metrics.has(key) && metrics.size >= mostMetrics) forget();
    metrics.set(key, stored);
    return stored.series;
  }

  return {
    meter(metric) {
      const key = keyOf(metric);
      return (value) => addValue(open(key, metric).bucketAt(now().getTime()), value);
    },
    record(metric, value, at, times) {
      if (isMeasurable(value)) addValue(open(keyOf(metric), metric).bucketAt(at.getTime()), value, times);
    },
    recordSet: (metric, set, at) => addSet(open(keyOf(metric), metric).bucketAt(at.getTime()), set),
    find: (metric) => metrics.get(keyOf(metric)),
    list: () => [...metrics].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, stored]) => stored),
    beforeReading: (measure) => void levels.push(measure),
    measure() {
      for (const measure of levels) measure();
    },
  };
}

function keyOf({ namespace, name, dimensions }: Pick<Metric, 'namespace' | 'name' | 'dimensions'>): string {
  const pairs = Object.entries(dimensions).map(([name, value]) => `${name}\0${value}`);
  return [namespace, name, ...pairs.sort()].join('\0\0');
}
