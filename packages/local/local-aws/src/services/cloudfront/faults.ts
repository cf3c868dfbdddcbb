import { AwsError } from '../../protocol/aws-error.ts';

/** CloudFront's own faults. Source: the errors of the service model of CloudFront 2020-05-31, with their texts and statuses. */

export function invalidArgument(message: string): AwsError {
  return new AwsError('InvalidArgument', message);
}

export function inconsistentQuantities(): AwsError {
  return new AwsError('InconsistentQuantities', 'The value of Quantity and the size of Items do not match.');
}

export function preconditionFailed(): AwsError {
  return new AwsError(
    'PreconditionFailed',
    "The request failed because it didn't meet the preconditions in one or more request-header fields.",
    412,
  );
}

export function invalidIfMatch(): AwsError {
  return new AwsError(
    'InvalidIfMatchVersion',
    'The If-Match version is missing or not valid for the resource.',
  );
}

export function noSuchDistribution(): AwsError {
  return new AwsError('NoSuchDistribution', 'The specified distribution does not exist.', 404);
}

export function noSuchFunction(): AwsError {
  return new AwsError('NoSuchFunctionExists', 'The specified function does not exist.', 404);
}

export function entityNotFound(): AwsError {
  return new AwsError('EntityNotFound', 'The specified entity does not exist.', 404);
}
