import { ValidationError } from '../../../protocol/aws-error.ts';
import type { Data } from '../engine/dynalite-call.ts';

/** Of a Query or Scan what dynalite lets pass and DynamoDB refuses. Throws ValidationException. */
export function checkSelection({ Select, Segment, TotalSegments, ...request }: Data): void {
  const lists = ['AttributesToGet', 'ProjectionExpression'].filter((name) => request[name] != null);
  const invalid = (reason: string) =>
    new ValidationError(`One or more parameter values were invalid: ${reason}`);
  if (Select === 'SPECIFIC_ATTRIBUTES' && lists.length === 0) {
    throw invalid(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  }
  if (typeof Select === 'string' && Select !== 'SPECIFIC_ATTRIBUTES' && lists.length > 0) {
    const wish = Select === 'COUNT' ? 'only the Count' : Select;
    throw invalid(`Cannot specify the ${lists.join(' and ')} when choosing to get ${wish}`);
  }
  if (Segment != null && TotalSegments == null) {
    throw new ValidationError(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    );
  }
}
