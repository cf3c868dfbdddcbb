import { createHash } from 'node:crypto';
import { tableSchema } from '@darkroom/catalog/schema';
import * as z from 'zod';

const eventSchema = z.object({
  Records: z.array(
    z.object({
      eventID: z.string(),
      dynamodb: z.object({
        Keys: z.object({ [tableSchema.partitionKey]: z.object({ S: z.string() }) }),
        NewImage: z
          .object({ correlationId: z.object({ S: z.string() }) })
          .optional()
          .catch(undefined),
      }),
    }),
  ),
});

export interface Dependencies {
  /** Resolves when CloudFront has accepted it; the same reference again is the same invalidation. */
  invalidate(paths: readonly string[], reference: string): Promise<void>;
  readonly log: { info(message: string, fields: Record<string, unknown>): void };
}

/**
 * Lambda's handler for images that were deleted, or vetoed after they were shown. Throws if CloudFront refuses; Lambda tries again. Where a viewer
 * function changes the path, as ours does, CloudFront wants both ("Invalidate files").
 */
export function createHandler({ invalidate, log }: Dependencies) {
  return async (event: unknown): Promise<void> => {
    const records = eventSchema.parse(event).Records;
    const ids = records.map(({ dynamodb }) =>
      dynamodb.Keys[tableSchema.partitionKey]?.S.slice(tableSchema.imagePrefix.length),
    );
    const paths = [...new Set(ids)].flatMap((id) => [`/v/${id}/*`, `/${id}/*`]);
    const reference = createHash('sha256')
      .update(records.map(({ eventID }) => eventID).join())
      .digest('hex');
    await invalidate(paths, reference);
    const correlationIds = records.flatMap(({ dynamodb }) => dynamodb.NewImage?.correlationId.S ?? []);
    log.info('Invalidated', { paths, correlation_ids: correlationIds });
  };
}
