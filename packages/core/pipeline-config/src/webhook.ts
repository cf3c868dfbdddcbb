import * as z from 'zod';

export const webhookSchema = z.strictObject({
  /** Names the endpoint in logs, and names its queue and its secret in SSM Parameter Store. */
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,29}$/, 'must be 1 to 30 lower-case letters, digits and hyphens'),
  url: z.url({ protocol: /^https?$/ }),
  /** The event types it gets; those of images by default. `alarm`: what `monitoring` tells. */
  events: z
    .array(z.enum(['image.ready', 'image.failed', 'image.deleted', 'alarm']))
    .min(1)
    .optional(),
});

export type Webhook = z.output<typeof webhookSchema>;
