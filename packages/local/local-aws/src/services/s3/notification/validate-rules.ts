import type { Cloud } from '../../../cloud/cloud.ts';
import type { Ports } from '../../../cloud/ports.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { invalidArgument } from '../errors.ts';
import { bucketArn } from '../storage/buckets.ts';
import { coversEvent, type NotificationRule } from './configuration.ts';

/** Two rules may not both match one event on one key. */
export function checkOverlap(rules: readonly NotificationRule[]): void {
  for (const [index, one] of rules.entries()) {
    for (const other of rules.slice(index + 1)) {
      const sharesEvent = one.events.some((a) =>
        other.events.some((b) => coversEvent(a, b) || coversEvent(b, a)),
      );
      const sharesKeys =
        (one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix)) &&
        (one.suffix.endsWith(other.suffix) || other.suffix.endsWith(one.suffix));
      if (sharesEvent && sharesKeys) {
        throw invalidArgument(
          'Configurations overlap. Configurations on the same bucket cannot share a common event type.',
          'Configuration',
          other.id,
        );
      }
    }
  }
}

/** S3 must be allowed to call each function on the bucket's behalf, and each queue must be there. */
export async function checkDestinations(
  { ports }: Cloud,
  bucket: string,
  rules: readonly NotificationRule[],
): Promise<void> {
  for (const { destination } of rules) {
    if (destination.service === 'lambda') {
      if (!(await mayInvoke(ports, destination.arn, bucket))) {
        throw unableToValidate(destination.arn, `Not authorized to invoke function [${destination.arn}]`);
      }
    } else if (!(await ports.queues.exists(destination.arn))) {
      throw unableToValidate(destination.arn, 'The destination queue does not exist');
    }
  }
}

/** False also where there is no such function: S3 does not tell the two apart. */
async function mayInvoke({ lambda }: Ports, functionArn: string, bucket: string): Promise<boolean> {
  const call = { functionArn, principal: 's3.amazonaws.com', sourceArn: bucketArn(bucket) };
  return lambda.permits(call).catch((error: unknown) => {
    if (error instanceof AwsError && error.status === 404) return false;
    throw error;
  });
}

function unableToValidate(arn: string, reason: string) {
  return invalidArgument('Unable to validate the following destination configurations', arn, reason);
}
