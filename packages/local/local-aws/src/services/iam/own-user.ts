import { AwsError } from '../../protocol/aws-error.ts';
import type { Caller } from '../../protocol/message.ts';

/** The root user has access keys like any user, but no name. */
export const rootUser = '';

/** The user that a request names, or else its sender. Throws ValidationError if the sender is not a user. */
export function userNameOf(given: string | undefined, { kind, arn }: Caller): string {
  if (given !== undefined) return given;
  if (kind === 'root') return rootUser;
  if (kind === 'user') return arn.split('/').at(-1) ?? '';
  throw new AwsError('ValidationError', 'Must specify userName when calling with non-User credentials', 400);
}
