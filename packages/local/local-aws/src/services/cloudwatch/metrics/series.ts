import { addBucket, type Bucket, emptyBucket } from './bucket.ts';

const secondMs = 1000;
const minuteMs = 60 * secondMs;
/** How many buckets of each length a metric keeps, at the least; twice as many at the most. */
const keptSeconds = 600;
const keptMinutes = 1_440;

/**
 * The measurements of one metric in bounded space: by seconds for the last ten minutes that had any, by minutes for the
 * last 1,440 before.
 */
export interface Series {
  /** Of the newest measurement, in milliseconds since the epoch. */
  readonly lastAt: number;
  /** The bucket of a time, to which its measurements are added. */
  bucketAt(at: number): Bucket;
  /** Buckets from a time, inclusive, to another, exclusive, in no order, and when each begins. */
  read(from: number, to: number): Iterable<readonly [number, Bucket]>;
}

export function createSeries(): Series {
  const seconds = new Map<number, Bucket>();
  const minutes = new Map<number, Bucket>();
  let lastAt = 0;

  function roll(): void {
    const oldest = lastAt - keptSeconds * secondMs;
    for (const [at, bucket] of seconds) {
      if (at > oldest) continue;
      addBucket(bucketIn(minutes, at, minuteMs), bucket);
      seconds.delete(at);
    }
    if (minutes.size <= 2 * keptMinutes) return;
    const newest = [...minutes.keys()].sort((a, b) => b - a);
    for (const at of newest.slice(keptMinutes)) minutes.delete(at);
  }

  return {
    get lastAt() {
      return lastAt;
    },
    bucketAt(at) {
      if (at > lastAt) lastAt = at;
      if (seconds.size >= 2 * keptSeconds || minutes.size > 2 * keptMinutes) roll();
      const isRecent = at > lastAt - keptSeconds * secondMs;
      return isRecent ? bucketIn(seconds, at, secondMs) : bucketIn(minutes, at, minuteMs);
    },
    *read(from, to) {
      for (const buckets of [minutes, seconds])
        for (const entry of buckets) if (entry[0] >= from && entry[0] < to) yield entry;
    },
  };
}

function bucketIn(buckets: Map<number, Bucket>, at: number, length: number): Bucket {
  const start = at - (at % length);
  let bucket = buckets.get(start);
  if (!bucket) {
    bucket = emptyBucket();
    buckets.set(start, bucket);
  }
  return bucket;
}
