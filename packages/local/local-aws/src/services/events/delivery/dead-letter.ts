import { authorizeSending, channelOf } from '../../../channels/channel.ts';
import type { Cloud } from '../../../cloud/cloud.ts';
import type { MessageAttributes } from '../../../cloud/ports.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { service } from './deliver.ts';
import type { Delivery } from './delivery.ts';
import { exhaustedBy, isRefusal } from './retries.ts';

/**
 * Moves an event that its target does not take to the target's dead-letter queue, which learns why from attributes.
 * Without a queue, or with one that does not take it either, the event is dropped, as on AWS. Source: Amazon EventBridge
 * User Guide, "Using dead-letter queues to process undelivered events".
 */
export async function deadLetter(
  cloud: Cloud,
  delivery: Delivery,
  failures: number,
  error: unknown,
): Promise<void> {
  const { target, ruleArn, event } = delivery;
  const message = error instanceof Error ? error.message : String(error);
  const fields = { rule: ruleArn, event: event.id };
  const arn = target.DeadLetterConfig?.Arn;
  const fate = arn === undefined ? 'dropped an event for' : 'could not deliver to';
  cloud.log.warn(`EventBridge ${fate} ${target.Arn}: ${message}`, fields);
  const channel = arn === undefined ? undefined : channelOf(cloud, arn);
  if (!channel) return;
  const condition = isRefusal(error) ? undefined : exhaustedBy(cloud, delivery, failures);
  const attributes = textAttributes({
    RULE_ARN: ruleArn,
    TARGET_ARN: target.Arn,
    ERROR_CODE: errorCodeOf(error),
    ERROR_MESSAGE: message,
    ...(condition === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: condition }),
    RETRY_ATTEMPTS: String(failures - 1),
  });
  try {
    await authorizeSending(cloud, channel, { service, sourceArn: ruleArn });
    await channel.send(JSON.stringify(event), { attributes });
  } catch (refusal) {
    if (!isRefusal(refusal)) throw refusal;
    cloud.log.warn(`EventBridge could not send to the dead-letter queue ${arn}: ${refusal}`, fields);
  }
}

function errorCodeOf(error: unknown): string {
  if (!(error instanceof AwsError)) return 'UNKNOWN';
  if (error.status === 403) return 'NO_PERMISSIONS';
  if (error.status === 404 || /NotFound|DoesNotExist|NonExistent/.test(error.code)) return 'NO_RESOURCE';
  if (error.status === 429) return 'THROTTLING';
  return error.status < 500 ? 'SDK_CLIENT_ERROR' : 'UNKNOWN';
}

function textAttributes(values: Readonly<Record<string, string>>): MessageAttributes {
  return Object.fromEntries(
    Object.entries(values).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
  );
}
