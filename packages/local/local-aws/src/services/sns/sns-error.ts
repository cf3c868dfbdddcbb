import { AwsError, NotImplementedError } from '../../protocol/aws-error.ts';

/** SNS's usual wording: "Invalid parameter: <name> Reason: <why>". */
export function invalidParameter(what: string): AwsError {
  return new AwsError('InvalidParameter', `Invalid parameter: ${what}`);
}

/** What is wrong with a message attribute. */
export function invalidValue(message: string): AwsError {
  return new AwsError('ParameterValueInvalid', message);
}

export function notFound(what: 'Topic' | 'Subscription'): AwsError {
  return new AwsError('NotFound', `${what} does not exist`, 404);
}

/** What SNS supports and local-aws does not. */
export function notImplemented(what: string): AwsError {
  return new NotImplementedError('sns', what);
}
