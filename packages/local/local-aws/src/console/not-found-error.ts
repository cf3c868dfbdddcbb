import { AwsError } from '../protocol/aws-error.ts';

/** What was asked for does not exist, or no longer. */
export class NotFoundError extends AwsError {
  constructor(message: string) {
    super('NotFound', message, 404);
  }
}
