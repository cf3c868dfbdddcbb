import * as z from 'zod';
import { triggerSchema } from './trigger.ts';

/** What a function that the stack finds by its manifest may name. */
const namedByAdded = z.enum([
  ...(['originals', 'variants', 'overlays', 'table'] as const),
  ...(['process-upload', 'delivery', 'delivery-keys'] as const),
]);

/**
 * The manifest of a function that nothing else in the repository names. The stack finds it because its package is in
 * packages/functions: docs/add-a-function.md.
 */
export const addedManifestSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,29}$/, 'must be 1 to 30 lower-case letters, digits and hyphens'),
  description: z.string(),
  handler: z.string(),
  /** Default: the Node.js of all functions. */
  runtime: z.string().optional(),
  environment: z.record(
    z.string(),
    z.union([z.strictObject({ nameOf: namedByAdded }), z.strictObject({ literal: z.string() })]),
  ),
  permissions: z.array(
    z.strictObject({
      on: namedByAdded,
      actions: z.array(z.string()),
      path: z.string().optional(),
      onlyWhereVersioned: z.literal(true).optional(),
    }),
  ),
  trigger: triggerSchema,
  memoryMb: z.int().min(128).max(10_240).default(256),
  timeoutSeconds: z.int().min(1).max(900).default(30),
});

/** `function.json` of a function that needs no build: beside it, the folder `code` is what the zip has. */
export const unbuiltManifestSchema = addedManifestSchema.required({ runtime: true });

export type AddedManifest = z.output<typeof addedManifestSchema>;
export type AddedManifestInput = z.input<typeof addedManifestSchema>;
