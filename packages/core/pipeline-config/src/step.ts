import { limits } from '@darkroom/aws-limits';
import * as z from 'zod';

const nameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,29}$/, 'must be 1 to 30 lower-case letters, digits and hyphens, a letter first');

const shared = {
  /** In requests, logs and the catalog. A step answers once for each original: another name asks again. */
  name: nameSchema,
  /** The folder in packages/functions that has the function. */
  function: nameSchema,
  /** Of the function, in the place of its manifest's. */
  timeoutSeconds: z
    .int()
    .min(1)
    .max(limits['lambda.timeout'].most, 'Lambda allows at most 900 seconds')
    .default(10),
  /** Executions reserved for the function, and its maximum. Lambda keeps at least 100 of an account unreserved. */
  concurrency: z.int().min(1).optional(),
};

/** A function of the user's own in the pipeline: docs/steps.md. */
export const stepSchema = z.discriminatedUnion('after', [
  z.strictObject({
    ...shared,
    /** Before variants are made, which wait for its answer. It may veto. */
    after: z.literal('decode'),
    /** What becomes of an image for which the function fails. `retry`: it has no variants before the step has answered. */
    onFailure: z.enum(['retry', 'continue']).default('retry'),
  }),
  /** When the image is ready; nothing waits for it. */
  z.strictObject({ ...shared, after: z.literal('ready') }),
]);

export type Step = z.output<typeof stepSchema>;
export type DecodeStep = Extract<Step, { after: 'decode' }>;

/** A third of the time is for rendering, and a third for the download, the uploads and a slow day. */
export const shareOfSteps = 1 / 3;

export const stepsSchema = z
  .array(stepSchema)
  .max(10)
  .refine((steps) => new Set(steps.map(({ name }) => name)).size === steps.length, 'names must be unique')
  .refine(
    (steps) => new Set(steps.map((step) => step.function)).size === steps.length,
    'each step needs a function of its own',
  )
  .default([]);
