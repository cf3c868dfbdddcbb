import { z } from 'zod';
import type { Cloud } from '../../../cloud/cloud.ts';
import type { InvocationResult, MessageAttributes } from '../../../cloud/ports.ts';
import { findVersion } from '../configuration.ts';
import { functionArn } from '../function-lookup.ts';
import type { FunctionRecord } from '../function-record.ts';
import { sendToDestination } from './destination.ts';
import { type Condition, destinationRecord } from './destination-record.ts';
import type { PendingEvent } from './pending-event.ts';
import { eventInvokeConfigOf } from './qualified-config.ts';

/** Sends the result of a finished event to the destinations, and to the dead-letter queue or topic. */
export async function tellDestinations(options: {
  readonly cloud: Cloud;
  readonly record: FunctionRecord;
  readonly event: PendingEvent;
  readonly condition: Condition;
  readonly result: InvocationResult | undefined;
}): Promise<void> {
  const { cloud, record, event, condition, result } = options;
  const version = findVersion(record, event.qualifier)?.record;
  if (!version) return; // if the version or alias is gone, Lambda sends nothing
  const { role: roleArn, deadLetterArn } = version;
  const traceHeader = result?.traceHeader ?? event.traceHeader;
  const config = eventInvokeConfigOf(record, event.qualifier);
  const arn = condition === 'Success' ? config?.onSuccess : config?.onFailure;
  if (arn) {
    const ofFunction = functionArn(cloud, record.name);
    const document = destinationRecord({
      event,
      functionArn: ofFunction,
      condition,
      now: cloud.now(),
      result,
    });
    await sendToDestination(cloud, { arn, roleArn }, JSON.stringify(document), {
      name: record.name,
      failures: 'DestinationDeliveryFailures',
      requestId: event.requestId,
      traceHeader,
    });
  }
  if (condition !== 'Success' && deadLetterArn) {
    const payload = Buffer.from(event.payload, 'base64').toString('utf8');
    const destination = { arn: deadLetterArn, roleArn };
    await sendToDestination(cloud, destination, payload, {
      name: record.name,
      failures: 'DeadLetterErrors',
      requestId: event.requestId,
      attributes: deadLetterAttributes(event, result),
      traceHeader,
    });
  }
}

/** AWS Lambda Developer Guide, "Adding a dead-letter queue". */
function deadLetterAttributes(
  { requestId }: PendingEvent,
  result: InvocationResult | undefined,
): MessageAttributes {
  const message = result ? messageOf(result).slice(0, 1024) : 'Rate Exceeded.';
  return {
    RequestID: { DataType: 'String', StringValue: requestId },
    ErrorCode: { DataType: 'Number', StringValue: result ? '200' : '429' },
    ErrorMessage: { DataType: 'String', StringValue: message },
  };
}

function messageOf({ payload }: InvocationResult): string {
  const text = Buffer.from(payload).toString('utf8');
  try {
    return z.object({ errorMessage: z.string() }).parse(JSON.parse(text)).errorMessage;
  } catch {
    return text; // a function in another language may report its error in another form
  }
}
