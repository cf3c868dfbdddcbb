import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { Upload } from '../storage/uploads.ts';
import type { Version } from '../storage/versions.ts';

/**
 * If a condition holds only because the object was written or deleted since the upload began, that is a conflict.
 * Source: S3 user guide, "How to prevent object overwrites with conditional writes".
 */
export function checkUndisturbed(
  headers: IncomingHttpHeaders,
  { current, key }: Upload,
  latest: Version | undefined,
): void {
  const conflict =
    (headers['if-none-match'] !== undefined && current !== undefined && 'If-None-Match') ||
    (headers['if-match'] !== undefined && current !== latest?.sequencer && 'If-Match');
  if (!conflict) return;
  throw new AwsError(
    'ConditionalRequestConflict',
    'The conditional request cannot succeed due to a conflicting operation against this resource.',
    409,
    { fields: { Condition: conflict, Key: key } },
  );
}
