import * as z from 'zod';

export const imageEventTypes = ['image.ready', 'image.failed', 'image.deleted'] as const;

/** What invokes a function that is deployed because its package is there. */
export const triggerSchema = z.union([
  /** These events of every image. */
  z.strictObject({ on: z.array(z.enum(imageEventTypes)).min(1) }),
  /** Requests to this path of the API and to all paths below it. */
  z.strictObject({ route: z.string().regex(/^\/[a-z][a-z0-9-]*$/, 'must be one part, such as /sharpness') }),
  /** The pipeline, where darkroom.config.ts has it in `steps`. */
  z.strictObject({ step: z.literal(true) }),
]);

export type Trigger = z.output<typeof triggerSchema>;
