import type { Cloud } from '../../../cloud/cloud.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { Delivery } from './delivery.ts';

const longestDelayMs = 600_000;

/** The target does not exist or lets nobody in, so EventBridge does not try again. */
export function isRefusal(error: unknown): error is AwsError {
  return error instanceof AwsError && error.status < 500 && error.status !== 429;
}

/** Which limit of the retry policy a delivery has reached; by default 185 retries and a day. */
export function exhaustedBy(
  cloud: Cloud,
  { target: { RetryPolicy }, acceptedAt }: Delivery,
  failures: number,
): 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds' | undefined {
  const { MaximumRetryAttempts = 185, MaximumEventAgeInSeconds = 86_400 } = RetryPolicy ?? {};
  if (failures > MaximumRetryAttempts) return 'MaximumRetryAttempts';
  const next = cloud.now().getTime() + retryDelayMs(cloud, failures);
  return next - acceptedAt > MaximumEventAgeInSeconds * 1000 ? 'MaximumEventAgeInSeconds' : undefined;
}

/** Waits grow exponentially, with jitter, so that all retries take about the day that AWS gives them. */
export function retryDelayMs({ options }: Cloud, failures: number): number {
  const { minuteMs = 60_000 } = options.events;
  const delay = Math.min(longestDelayMs, 1000 * 2 ** (failures - 1)) * (minuteMs / 60_000);
  return Math.ceil(delay * (0.5 + Math.random() / 2));
}
