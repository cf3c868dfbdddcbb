import { z } from 'zod';

/** What receivers get as the body of a webhook. `id` stays the same over retries, so receivers can drop repeats. */
export const webhookEventSchema = z.strictObject({
  id: z.string(),
  type: z.enum(['image.ready', 'image.failed', 'image.deleted']),
  createdAt: z.iso.datetime(),
  image: z.strictObject({
    id: z.string(),
    key: z.string(),
    version: z.string(),
    owner: z.string().optional(),
    code: z.string().optional(),
    reason: z.string().optional(),
  }),
});

/** One message of the `webhook-deliveries` queue: one event for one endpoint, so endpoints can't delay each other. */
export const deliverySchema = z.strictObject({
  /** Name of the endpoint in `darkroom.config.ts`. */
  endpoint: z.string(),
  event: webhookEventSchema,
});

export type WebhookEvent = z.output<typeof webhookEventSchema>;
export type Delivery = z.output<typeof deliverySchema>;
