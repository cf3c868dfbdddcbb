import { AwsError } from '../../../protocol/aws-error.ts';
import type { Item } from '../attribute-value.ts';

export interface CancellationReason {
  readonly Code: 'None' | 'ConditionalCheckFailed' | 'ValidationError';
  readonly Message?: string;
  readonly Item?: Item;
}

/** One reason per element of the transaction, in their order. */
export function transactionCanceled(reasons: readonly CancellationReason[]): AwsError {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    400,
    { fields: { CancellationReasons: reasons } },
  );
}

/**
 * Why an element is refused. Throws what refuses the whole request: a table that is missing, a key with an empty value.
 * Source: nubo-db/dynamodb-conformance, whose tests pass on DynamoDB.
 */
export function invalidElement(error: unknown): CancellationReason {
  if (!(error instanceof AwsError) || error.code !== 'ValidationException') throw error;
  if (error.message.includes('key attribute cannot contain an empty')) throw error;
  return { Code: 'ValidationError', Message: error.message };
}
