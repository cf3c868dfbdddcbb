import { AwsError } from '../../../protocol/aws-error.ts';

const maximumEntries = 10;

/** Throws for a batch that SNS refuses as a whole. */
export function checkBatch(entries: readonly { readonly Id: string }[]): void {
  if (entries.length === 0) {
    throw new AwsError('EmptyBatchRequest', "The batch request doesn't contain any entries.");
  }
  if (entries.length > maximumEntries) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      'The batch request contains more entries than permissible.',
    );
  }
  const ids = entries.map(({ Id }) => Id);
  if (new Set(ids).size < ids.length) {
    throw new AwsError(
      'BatchEntryIdsNotDistinct',
      'Two or more batch entries in the request have the same Id.',
    );
  }
  for (const id of ids) {
    const problem =
      id.length > 80
        ? 'is too long'
        : /^[\w-]+$/.test(id)
          ? undefined
          : 'contains an impermissible character';
    if (problem === undefined) continue;
    throw new AwsError(
      'InvalidBatchEntryId',
      `The Id of a batch entry in the batch request ${problem}: ${id}`,
    );
  }
}
