export interface Invalidation {
  readonly id: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly callerReference: string;
  readonly paths: readonly string[];
}

/**
 * Nothing is stale any more when CreateInvalidation answers. It counts as in progress for a while nevertheless, because
 * AWS bounds how many paths are: clients must cope with that.
 */
const progressMs = 3_000;

export function isInProgress({ createdAt }: Invalidation, now: Date): boolean {
  return now.getTime() - Date.parse(createdAt) < progressMs;
}

export function invalidationDocument(invalidation: Invalidation, now: Date): object {
  const { id, createdAt, callerReference, paths } = invalidation;
  return {
    Id: id,
    Status: isInProgress(invalidation, now) ? 'InProgress' : 'Completed',
    CreateTime: createdAt,
    InvalidationBatch: {
      Paths: { Quantity: paths.length, Items: paths },
      CallerReference: callerReference,
    },
  };
}
