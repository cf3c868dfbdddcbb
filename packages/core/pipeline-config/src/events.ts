import * as z from 'zod';

/** On which EventBridge bus to put images' events. */
export const eventsSchema = z.strictObject({
  /** A bus that is there already, by name or ARN. Without it the stack makes its own: <name>-<stage>. */
  bus: z
    .string()
    .regex(
      /^(arn:aws[\w-]*:events:[a-z0-9-]+:\d{12}:event-bus\/)?[.\-_A-Za-z0-9]{1,256}$/,
      "must be an event bus's name or ARN",
    )
    .optional(),
});

export type Events = z.output<typeof eventsSchema>;
