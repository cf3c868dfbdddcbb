import { AwsError } from '../../protocol/aws-error.ts';

export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message, 400, { fields: { Type: 'User' } });
}
