import type { InvocationResult } from '../../../cloud/ports.ts';
import { jsonOrUndefined } from '../../../protocol/json-or-undefined.ts';
import type { PendingEvent } from './pending-event.ts';

export type Condition = 'Success' | 'RetriesExhausted' | 'EventAgeExceeded' | 'ZeroReservedConcurrency';

/** What a destination receives (AWS Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations"). */
export function destinationRecord(options: {
  readonly event: PendingEvent;
  readonly functionArn: string;
  readonly condition: Condition;
  readonly now: Date;
  /** Absent if Lambda gave up without a last invocation. */
  readonly result?: InvocationResult | undefined;
}) {
  const { event, functionArn, condition, now, result } = options;
  return {
    version: '1.0',
    timestamp: now.toISOString(),
    requestContext: {
      requestId: event.requestId,
      functionArn: `${functionArn}:${event.qualifier ?? '$LATEST'}`,
      condition,
      approximateInvokeCount: event.failures + (condition === 'Success' ? 1 : 0),
    },
    requestPayload: parse(Buffer.from(event.payload, 'base64')),
    ...(result && {
      responseContext: {
        statusCode: 200,
        executedVersion: result.executedVersion,
        ...(result.functionError && { functionError: result.functionError }),
      },
      responsePayload: parse(result.payload),
    }),
  };
}

/** What is no JSON, as a runtime of one's own may answer, as a text; of nothing at all, null. */
function parse(payload: Uint8Array): unknown {
  if (payload.length === 0) return null;
  const value = jsonOrUndefined(payload);
  return value === undefined ? Buffer.from(payload).toString('utf8') : value;
}
