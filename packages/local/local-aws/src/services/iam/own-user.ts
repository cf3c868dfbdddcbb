import { AwsError } from '../../protocol/aws-error.ts';
import type { Caller } from '../../protocol/message.ts';

/** The root user has access keys like anybody else, and no name. */
export const rootUser = '';

/** The user that a request names, or else the one that sent it. Throws ValidationError where that is no user. */
export function userNameOf(given: string | undefined, { kind, arn }: Caller): string {
  if (given !== undefined) return given;
  if (kind === 'root') return rootUser;
  if (kind === 'user') return arn.split('/').at(-1) ?? '';
  throw new AwsError('ValidationError', 'Must specify userName when calling with non-User credentials', 400);
}
