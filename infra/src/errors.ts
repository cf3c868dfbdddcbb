export type StackErrorCode =
  | 'InvalidSettings'
  | 'SameBucket'
  | 'BucketNameTooLong'
  | 'LimitExceeded'
  | 'PublicApi'
  | 'PlainHttpWebhook'
  | 'FunctionNotBuilt'
  | 'RouteTaken'
  | 'InvalidManifest'
  | 'UnknownStepFunction'
  | 'WrongArchitecture';

/** A stack that must not be deployed, found at synthesis, before anything is created. The message says what to change. */
export class StackError extends Error {
  readonly code: StackErrorCode;
  constructor(code: StackErrorCode, message: string) {
    super(message);
    this.name = 'StackError';
    this.code = code;
  }
}
