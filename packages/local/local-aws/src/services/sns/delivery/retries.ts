import type { Cloud } from '../../../cloud/cloud.ts';
import { backoffs, type RetryPolicy } from '../topics/delivery-policy.ts';
import type { Delivery } from './delivery.ts';

/**
 * Amazon SNS Developer Guide, "Message delivery retries", of SQS and Lambda: at once, then after a second, then with a
 * longer and longer wait, then every 20 seconds. AWS goes on for 23 days, this for a quarter of an hour.
 */
const awsRetryDelaysMs: readonly number[] = [
  ...Array<number>(3).fill(0),
  ...Array<number>(2).fill(1000),
  ...Array.from({ length: 10 }, (_, index) => Math.min(20_000, 1000 * 2 ** index)),
  ...Array<number>(38).fill(20_000),
];

/** How far a wait has grown from the shortest to the longest after the fraction `part` of the backoff phase. */
const growth: Readonly<Record<RetryPolicy['backoffFunction'], (part: number) => number>> = {
  linear: (part) => part,
  arithmetic: (part) => part ** 2,
  geometric: (part) => part ** 3,
  exponential: (part) => (2 ** (10 * part) - 1) / 1023,
};

/** The waits of a delivery policy: its phases one after another. */
export function urlRetryDelaysMs(policy: RetryPolicy): number[] {
  const { minDelayTarget, maxDelayTarget, numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries } =
    policy;
  const length = backoffs(policy);
  const grown = growth[policy.backoffFunction];
  return [
    ...Array<number>(numNoDelayRetries).fill(0),
    ...Array<number>(numMinDelayRetries).fill(minDelayTarget * 1000),
    ...Array.from({ length }, (_, index) => {
      const part = length === 1 ? 0 : index / (length - 1);
      return 1000 * (minDelayTarget + (maxDelayTarget - minDelayTarget) * grown(part));
    }),
    ...Array<number>(numMaxDelayRetries).fill(maxDelayTarget * 1000),
  ];
}

/** How long to wait after this many failures; undefined if that was the last attempt. */
export function retryDelayMs(cloud: Cloud, { http }: Delivery, failures: number): number | undefined {
  const delays = cloud.options.sns.retryDelaysMs ?? http?.retryDelaysMs ?? awsRetryDelaysMs;
  return delays[failures - 1];
}
