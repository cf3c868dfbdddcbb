import { z } from 'zod';

const delays = z.looseObject({});
const policySchema = z.object({
  http: z.looseObject({
    defaultHealthyRetryPolicy: delays.optional(),
    disableSubscriptionOverrides: z.boolean().optional(),
    defaultRequestPolicy: delays.optional(),
  }),
});

export function isDeliveryPolicy(text: string): boolean {
  try {
    return policySchema.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

/** How HTTP endpoints are tried again: what the topic says, and AWS's defaults for the rest. */
export function effectiveDeliveryPolicy(text = '{"http":{}}'): string {
  const { http } = policySchema.parse(JSON.parse(text));
  const { defaultHealthyRetryPolicy, disableSubscriptionOverrides, defaultRequestPolicy, ...others } = http;
  return JSON.stringify({
    http: {
      defaultHealthyRetryPolicy: {
        minDelayTarget: 20,
        maxDelayTarget: 20,
        numRetries: 3,
        numMaxDelayRetries: 0,
        numNoDelayRetries: 0,
        numMinDelayRetries: 0,
        backoffFunction: 'linear',
        ...defaultHealthyRetryPolicy,
      },
      disableSubscriptionOverrides: disableSubscriptionOverrides ?? false,
      defaultRequestPolicy: { headerContentType: 'text/plain; charset=UTF-8', ...defaultRequestPolicy },
      ...others,
    },
  });
}
