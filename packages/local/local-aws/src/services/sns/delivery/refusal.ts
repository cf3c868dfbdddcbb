import { AwsError } from '../../../protocol/aws-error.ts';

/** The endpoint is gone or does not let SNS in: SNS does not try again. */
export function isRefusal(error: unknown): boolean {
  return error instanceof AwsError && error.status < 500;
}
