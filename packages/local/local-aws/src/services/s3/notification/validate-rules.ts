import { authorizeSending, type Channel, channelOf } from '../../../channels/channel.ts';
import type { Cloud } from '../../../cloud/cloud.ts';
import type { Ports } from '../../../cloud/ports.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { invalidArgument } from '../errors.ts';
import { bucketArn } from '../storage/buckets.ts';
import { coversEvent, type NotificationRule } from './configuration.ts';

/** No two rules may match the same event on the same key. */
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

/** Each destination must exist and allow S3 to use it on the bucket's behalf. */
export async function checkDestinations(
  cloud: Cloud,
  bucket: string,
  rules: readonly NotificationRule[],
): Promise<void> {
  for (const { destination } of rules) {
    const { arn } = destination;
    const channel = channelOf(cloud, arn);
    if (channel) await checkChannel(cloud, bucket, channel);
    else if (!(await mayInvoke(cloud.ports, arn, bucket))) {
      throw unableToValidate(arn, `Not authorized to invoke function [${arn}]`);
    }
  }
}

async function checkChannel(cloud: Cloud, bucket: string, channel: Channel): Promise<void> {
  const { arn, noun } = channel;
  if (!(await channel.exists())) throw unableToValidate(arn, `The destination ${noun} does not exist`);
  const sender = { service: 's3.amazonaws.com', sourceArn: bucketArn(bucket) };
  await authorizeSending(cloud, channel, sender).catch((error: unknown) => {
    if (!(error instanceof AwsError)) throw error;
    throw unableToValidate(
      arn,
      `Permissions on the destination ${noun} do not allow S3 to publish notifications from this bucket`,
    );
  });
}

/** Also false if the function does not exist: S3 does not distinguish the two. */
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
