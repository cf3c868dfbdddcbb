import { AwsError } from '../../protocol/aws-error.ts';

/** Throws PreconditionFailedException for a change that was meant for an older revision than the newest. */
export function checkRevision(
  expected: string | null | undefined,
  { revisionId }: { readonly revisionId: string },
  told: 'GetFunction/GetAlias' | 'GetPolicy' = 'GetFunction/GetAlias',
): void {
  if (expected == null || expected === revisionId) return;
  throw new AwsError(
    'PreconditionFailedException',
    `The Revision Id provided does not match the latest Revision Id. Call the ${told} API to retrieve the latest Revision Id`,
    412,
    { fields: { Type: 'User' } },
  );
}
