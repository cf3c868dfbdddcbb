export type DeployErrorCode =
  | 'InvalidStackFile'
  | 'UnknownResourceType'
  | 'InvalidAttribute'
  | 'UnknownReference'
  | 'DependencyCycle'
  | 'NeedsReplacement'
  | 'ApplyFailed';

/** A stack that the embedded deployment cannot apply; the message names the place in the stack file. */
export class DeployError extends Error {
  readonly code: DeployErrorCode;
  constructor(code: DeployErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DeployError';
    this.code = code;
  }
}
