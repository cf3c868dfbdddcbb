/** What was measured in one second or minute: a few numbers, however much it was. */
export interface Bucket {
  count: number;
  sum: number;
  minimum: number;
  maximum: number;
  /**
   * How often values occurred, in bins of 1 % of a value. Undefined while all values are equal, and for values that
   * nobody told one by one.
   */
  bins: Map<number, number> | undefined;
}

/** Sums of values that were counted elsewhere. */
export type StatisticSet = Omit<Bucket, 'bins'>;

const binWidth = Math.log(1.01);
/** Keeps the bins of positive values above that of zero, and those of negative ones below it. */
const farFromZero = 1_000_000;

export function emptyBucket(): Bucket {
  return {
    count: 0,
    sum: 0,
    minimum: Number.POSITIVE_INFINITY,
    maximum: Number.NEGATIVE_INFINITY,
    bins: undefined,
  };
}

/** Whether a metric can have the value ("MetricDatum" in the CloudWatch API Reference). */
export function isMeasurable(value: number): boolean {
  return Math.abs(value) <= 2 ** 360;
}

export function addValue(bucket: Bucket, value: number, times = 1): void {
  if (bucket.bins) countIn(bucket.bins, value, times);
  else if (bucket.count > 0 && bucket.minimum === bucket.maximum && value !== bucket.minimum) {
    bucket.bins = new Map();
    countIn(bucket.bins, bucket.minimum, bucket.count);
    countIn(bucket.bins, value, times);
  }
  addSums(bucket, { count: times, sum: value * times, minimum: value, maximum: value });
}

/** Of sums that hide different values, no percentile can be told. */
export function addSet(bucket: Bucket, set: StatisticSet): void {
  if (set.minimum === set.maximum) addValue(bucket, set.minimum, set.count);
  else {
    bucket.bins = undefined;
    addSums(bucket, set);
  }
}

export function addBucket(bucket: Bucket, other: Bucket): void {
  const isUntold = !bucket.bins && bucket.count > 0 && bucket.minimum !== bucket.maximum;
  if (other.bins && !isUntold) addBins(bucket, other.bins, other);
  else addSet(bucket, other);
}

function addBins(bucket: Bucket, bins: ReadonlyMap<number, number>, sums: StatisticSet): void {
  if (!bucket.bins) {
    bucket.bins = new Map();
    if (bucket.count > 0) countIn(bucket.bins, bucket.minimum, bucket.count);
  }
  for (const [bin, times] of bins) bucket.bins.set(bin, (bucket.bins.get(bin) ?? 0) + times);
  addSums(bucket, sums);
}

/** The value that `percent` of all values do not exceed, to about 1 %; undefined if nobody knows. */
export function percentileOf({ count, minimum, maximum, bins }: Bucket, percent: number): number | undefined {
  if (count === 0) return undefined;
  if (minimum === maximum) return minimum;
  if (!bins) return undefined;
  let rest = Math.max(1, Math.ceil((percent / 100) * count));
  for (const [bin, times] of [...bins].sort(([a], [b]) => a - b)) {
    rest -= times;
    if (rest <= 0) return Math.min(maximum, Math.max(minimum, middleOf(bin)));
  }
  return maximum;
}

/** Without what percentiles need. */
export function addSums(bucket: Bucket, { count, sum, minimum, maximum }: StatisticSet): void {
  bucket.count += count;
  bucket.sum += sum;
  bucket.minimum = Math.min(bucket.minimum, minimum);
  bucket.maximum = Math.max(bucket.maximum, maximum);
}

function countIn(bins: Map<number, number>, value: number, times: number): void {
  const bin = binOf(value);
  bins.set(bin, (bins.get(bin) ?? 0) + times);
}

function binOf(value: number): number {
  if (value === 0) return 0;
  const bin = Math.round(Math.log(Math.abs(value)) / binWidth) + farFromZero;
  return value > 0 ? bin : -bin;
}

function middleOf(bin: number): number {
  if (bin === 0) return 0;
  return Math.sign(bin) * Math.exp((Math.abs(bin) - farFromZero) * binWidth);
}
