import * as z from 'zod';

/** How uploads reach process-upload; docs/configuration.md says which to choose. */
export const intakeSchema = z.discriminatedUnion('mode', [
  /** S3 invokes the function once per object: every upload starts at once, as far as the account has concurrency. */
  z.strictObject({
    mode: z.literal('direct'),
    /** Executions reserved for process-upload, and its maximum. Lambda keeps at least 100 of an account unreserved. */
    reservedConcurrency: z.int().min(1).optional(),
  }),
  /** S3 sends to a queue, and at most this many executions process it. */
  z.strictObject({
    mode: z.literal('queue'),
    maximumConcurrency: z
      .int()
      .min(2, 'Lambda accepts 2 to 1,000')
      .max(1000, 'Lambda accepts 2 to 1,000')
      .default(5),
  }),
]);

export type Intake = z.output<typeof intakeSchema>;
