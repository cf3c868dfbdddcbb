import type { Cloud, InvocationResult } from '../../../cloud.ts';
import { functionArn } from '../function-lookup.ts';
import type { FunctionRecord } from '../lambda-state.ts';
import { type Condition, destinationRecord } from './destination-record.ts';
import type { PendingEvent } from './pending-event.ts';
import { sendToDestination } from './send-to-destination.ts';

export type Verdict =
  | { readonly kind: 'done' }
  | { readonly kind: 'again'; readonly failures: number; readonly dueAt: number };

const retryDelaysMs = [60_000, 120_000] as const; // AWS Lambda Developer Guide, "Asynchronous invocation"
const throttleDelayMs = 1000;
const maximumAgeSeconds = 6 * 60 * 60;
const maximumRetries = 2;

/** What becomes of an event after an invocation; tells the destinations when it is over. */
export async function settle(options: {
  readonly cloud: Cloud;
  readonly record: FunctionRecord;
  readonly event: PendingEvent;
  readonly result: InvocationResult | 'throttled';
}): Promise<Verdict> {
  const { cloud, record, event, result } = options;
  const { eventInvokeConfig: config } = record;
  const now = cloud.now();
  const ageSeconds = (now.getTime() - event.receivedAt) / 1000;
  const tooOld = ageSeconds >= (config?.maximumEventAgeInSeconds ?? maximumAgeSeconds);

  if (result === 'throttled') {
    if (tooOld) return over('EventAgeExceeded', event);
    return { kind: 'again', failures: event.failures, dueAt: now.getTime() + throttleDelayMs };
  }
  if (result.functionError === undefined) return over('Success', event);

  const failures = event.failures + 1;
  const failed = { ...event, failures };
  if (tooOld) return over('EventAgeExceeded', failed);
  if (failures > (config?.maximumRetryAttempts ?? maximumRetries)) return over('RetriesExhausted', failed);
  const delays = cloud.options.lambda.retryDelaysMs ?? retryDelaysMs;
  return { kind: 'again', failures, dueAt: now.getTime() + (delays[failures - 1] ?? delays[1]) };

  async function over(condition: Condition, last: PendingEvent): Promise<Verdict> {
    const arn = condition === 'Success' ? config?.onSuccess : config?.onFailure;
    const answer = result === 'throttled' ? undefined : result;
    if (arn) {
      const document = destinationRecord({
        event: last,
        functionArn: functionArn(cloud, record.name),
        condition,
        now,
        result: answer,
      });
      await sendOrWarn(arn, JSON.stringify(document));
    }
    if (condition !== 'Success' && record.deadLetterArn) {
      const payload = Buffer.from(event.payload, 'base64').toString('utf8');
      await sendOrWarn(record.deadLetterArn, payload, deadLetterAttributes(last, answer));
    }
    return { kind: 'done' };
  }

  /** A destination that is gone or forbidden loses the record on AWS too, where only a metric tells. */
  async function sendOrWarn(arn: string, body: string, attributes?: Record<string, string>): Promise<void> {
    try {
      await sendToDestination(cloud, { arn, roleArn: record.role }, body, attributes);
    } catch (error) {
      cloud.log.warn(`Lambda could not deliver to ${arn}: ${error instanceof Error ? error.message : error}`);
    }
  }
}

/** AWS Lambda Developer Guide, "Adding a dead-letter queue". */
function deadLetterAttributes(
  { requestId }: PendingEvent,
  result: InvocationResult | undefined,
): Record<string, string> {
  return {
    RequestID: requestId,
    ErrorCode: result ? '200' : '429',
    ErrorMessage: result ? Buffer.from(result.payload).toString('utf8').slice(0, 1024) : 'Rate Exceeded.',
  };
}
