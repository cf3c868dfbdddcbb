import { AwsError } from '../../../protocol/aws-error.ts';

export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message, 400, { fields: { Type: 'User' } });
}

export function mappingNotFound(): AwsError {
  return new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', 404, {
    fields: { Type: 'User' },
  });
}
