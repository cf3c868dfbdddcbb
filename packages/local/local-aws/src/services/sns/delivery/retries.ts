import type { Cloud } from '../../../cloud/cloud.ts';

/**
 * Amazon SNS Developer Guide, "Message delivery retries", of SQS and Lambda: at once, then after a second, then with a
 * longer and longer wait, then every 20 seconds. AWS goes on for 23 days, this for a quarter of an hour.
 */
const delaysMs: readonly number[] = [
  ...Array(3).fill(0),
  ...Array(2).fill(1000),
  ...Array.from({ length: 10 }, (_, index) => Math.min(20_000, 1000 * 2 ** index)),
  ...Array(38).fill(20_000),
];

/** How long to wait after so many failures; undefined when that was the last attempt. */
export function retryDelayMs(cloud: Cloud, failures: number): number | undefined {
  return (cloud.options.sns.retryDelaysMs ?? delaysMs)[failures - 1];
}
