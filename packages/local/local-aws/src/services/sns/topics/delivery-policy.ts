import { z } from 'zod';

const seconds = z.int().min(1).max(3600);
const count = z.int().min(0).max(100);

/** Amazon SNS Developer Guide, "Creating an HTTP/S delivery policy", with its defaults. */
const retryPolicy = z
  .strictObject({
    minDelayTarget: seconds.default(20),
    maxDelayTarget: seconds.default(20),
    numRetries: count.default(3),
    numMaxDelayRetries: count.default(0),
    numNoDelayRetries: count.default(0),
    numMinDelayRetries: count.default(0),
    backoffFunction: z.enum(['linear', 'arithmetic', 'geometric', 'exponential']).default('linear'),
  })
  .refine(({ minDelayTarget, maxDelayTarget }) => minDelayTarget <= maxDelayTarget)
  .refine((policy) => backoffs(policy) >= 0);

export type RetryPolicy = z.output<typeof retryPolicy>;

const throttlePolicy = z.strictObject({ maxReceivesPerSecond: z.int().min(1).nullish() });
const requestPolicy = z.strictObject({
  headerContentType: z
    .string()
    .regex(/^[\w.+-]+\/[\w.+-]+(; ?charset=[\w-]+)?$/)
    .default('text/plain; charset=UTF-8'),
});

const topicPolicy = z.strictObject({
  http: z.strictObject({
    defaultHealthyRetryPolicy: retryPolicy.prefault({}),
    disableSubscriptionOverrides: z.boolean().default(false),
    defaultThrottlePolicy: throttlePolicy.optional(),
    defaultRequestPolicy: requestPolicy.prefault({}),
  }),
});

const subscriptionPolicy = z.strictObject({
  healthyRetryPolicy: retryPolicy.nullish(),
  sicklyRetryPolicy: z.null().optional(),
  throttlePolicy: throttlePolicy.nullish(),
  requestPolicy: requestPolicy.nullish(),
});

/** How delivery to a URL is retried. */
export interface DeliveryPolicy {
  readonly retries: RetryPolicy;
  readonly contentType: string;
}

export const isTopicPolicy = (text: string) => parses(topicPolicy, text);
export const isSubscriptionPolicy = (text: string) => parses(subscriptionPolicy, text);

/** A topic's settings, and AWS's defaults for the rest. */
export function effectiveTopicPolicy(text = '{"http":{}}'): z.output<typeof topicPolicy> {
  return topicPolicy.parse(JSON.parse(text));
}

/** A subscription's settings, if its topic allows them, and the topic's for the rest. */
export function deliveryPolicyOf(topicText: string | undefined, subscriptionText = '{}'): DeliveryPolicy {
  const { http } = effectiveTopicPolicy(topicText);
  const own = http.disableSubscriptionOverrides ? {} : subscriptionPolicy.parse(JSON.parse(subscriptionText));
  return {
    retries: own.healthyRetryPolicy ?? http.defaultHealthyRetryPolicy,
    contentType: (own.requestPolicy ?? http.defaultRequestPolicy).headerContentType,
  };
}

/** The number of retries that are neither immediate nor at the shortest or longest wait. */
export function backoffs(policy: {
  readonly numRetries: number;
  readonly numNoDelayRetries: number;
  readonly numMinDelayRetries: number;
  readonly numMaxDelayRetries: number;
}): number {
  const { numRetries, numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries } = policy;
  return numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries;
}

function parses(schema: z.ZodType, text: string): boolean {
  try {
    return schema.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
