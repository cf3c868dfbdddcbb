import { ValidationError } from '../../../protocol/aws-error.ts';
import type { Data } from '../engine/dynalite-call.ts';

/**
 * Of a Query or Scan what dynalite lets pass and DynamoDB refuses. Throws ValidationException.
 * Source of the words: nubo-db/dynamodb-conformance, whose tests pass on DynamoDB.
 */
export function checkSelection(name: 'Query' | 'Scan', request: Data): void {
  const { Select, IndexName, Segment, TotalSegments } = request;
  const list = ['ProjectionExpression', 'AttributesToGet'].find((member) => request[member] != null);
  if (Select === 'SPECIFIC_ATTRIBUTES' && !list) {
    const reason =
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES';
    throw new ValidationError(name === 'Query' ? `1 validation error detected: ${reason}` : reason);
  }
  if (typeof Select === 'string' && Select !== 'SPECIFIC_ATTRIBUTES' && list) {
    const wish = Select === 'COUNT' ? 'only the Count' : Select;
    throw new ValidationError(`Cannot specify the ${list} when choosing to get ${wish}`);
  }
  if (Select === 'ALL_PROJECTED_ATTRIBUTES' && IndexName == null) {
    throw new ValidationError('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
  }
  if (Segment != null && TotalSegments == null) {
    throw new ValidationError(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    );
  }
}
