import type { Cloud } from '../../../cloud/cloud.ts';
import type { InvocationResult } from '../../../cloud/ports.ts';
import type { FunctionRecord } from '../function-record.ts';
import type { Condition } from './destination-record.ts';
import type { PendingEvent } from './pending-event.ts';
import { eventInvokeConfigOf } from './qualified-config.ts';

export type Verdict =
  | { readonly kind: 'over'; readonly condition: Condition; readonly failures: number }
  | { readonly kind: 'again'; readonly failures: number; readonly delayMs: number };

const retryDelaysMs = [60_000, 120_000] as const; // AWS Lambda Developer Guide, "Asynchronous invocation"
const throttleDelayMs = 1000;
const maximumAgeSeconds = 6 * 60 * 60;
const maximumRetries = 2;

/** The time, in milliseconds since the epoch, after which an event is too old to be invoked. */
export function expiryOf(event: PendingEvent, record: FunctionRecord): number {
  const config = eventInvokeConfigOf(record, event.qualifier);
  return event.receivedAt + (config?.maximumEventAgeInSeconds ?? maximumAgeSeconds) * 1000;
}

/** The verdict on an event before its invocation; undefined if it may run. */
export function settleBefore(event: PendingEvent, record: FunctionRecord, now: Date): Verdict | undefined {
  const { failures } = event;
  if (record.reservedConcurrency === 0)
    return { kind: 'over', condition: 'ZeroReservedConcurrency', failures };
  if (now.getTime() < expiryOf(event, record)) return undefined;
  return { kind: 'over', condition: 'EventAgeExceeded', failures };
}

/** The verdict on an event that Lambda does not invoke, because it runs in circles. */
export function stopped({ failures }: PendingEvent): Verdict {
  return { kind: 'over', condition: 'RetriesExhausted', failures };
}

/** The verdict on an event after an invocation, or if there was no free concurrency for one. */
export function settleAfter(
  cloud: Cloud,
  event: PendingEvent,
  record: FunctionRecord,
  result: InvocationResult | undefined,
): Verdict {
  if (!result) return { kind: 'again', failures: event.failures, delayMs: throttleDelayMs };
  if (result.functionError === undefined)
    return { kind: 'over', condition: 'Success', failures: event.failures };

  const failures = event.failures + 1;
  const retries = eventInvokeConfigOf(record, event.qualifier)?.maximumRetryAttempts ?? maximumRetries;
  if (failures > retries) return { kind: 'over', condition: 'RetriesExhausted', failures };
  const delays = cloud.options.lambda.retryDelaysMs ?? retryDelaysMs;
  const delayMs = delays[failures - 1] ?? delays[1];
  // Lambda does not wait for a retry that would come too late.
  const isTooLate = cloud.now().getTime() + delayMs > expiryOf(event, record);
  return isTooLate
    ? { kind: 'over', condition: 'EventAgeExceeded', failures }
    : { kind: 'again', failures, delayMs };
}
