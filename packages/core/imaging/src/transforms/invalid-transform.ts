/** A transform that means nothing; the message names the parameter and what it may be. */
export class InvalidTransform extends Error {
  readonly code = 'InvalidTransform';
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'InvalidTransform';
  }
}
