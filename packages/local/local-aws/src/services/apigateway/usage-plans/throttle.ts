import type { Throttle } from '../documents.ts';

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** Token buckets by name; a restart fills them. */
export function createThrottle() {
  const buckets = new Map<string, Bucket>();

  /** Takes one token from each bucket, or none at all if one of them is empty. */
  return function take(limits: readonly (Throttle & { readonly name: string })[], now: number): boolean {
    const taken = limits.map(({ name, rateLimit, burstLimit }) => {
      const bucket = buckets.get(name) ?? { tokens: burstLimit, filledAt: now };
      buckets.set(name, bucket);
      bucket.tokens = Math.min(burstLimit, bucket.tokens + ((now - bucket.filledAt) / 1000) * rateLimit);
      bucket.filledAt = now;
      return bucket;
    });
    if (taken.some(({ tokens }) => tokens < 1)) return false;
    for (const bucket of taken) bucket.tokens -= 1;
    return true;
  };
}
