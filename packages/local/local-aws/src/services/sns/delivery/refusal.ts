import { AwsError } from '../../../protocol/aws-error.ts';

/** The endpoint does not exist or refuses SNS, so SNS does not retry. */
export function isRefusal(error: unknown): boolean {
  return error instanceof AwsError && error.status < 500;
}
