import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { eventSource } from '@darkroom/lambda-kit';
import { EnqueueError } from './enqueue.ts';
import { messageBody } from './message-body.ts';
import type { WebhookEvent } from './webhook-event.ts';

const batchSize = 10; // EventBridge's limit

/** Puts events on a bus, oldest first: what a webhook gets is the detail. Throws `EnqueueError` if the bus refuses any. */
export function createPutEvents(
  bus: string,
  client: Pick<EventBridgeClient, 'send'> = new EventBridgeClient(),
): (events: readonly WebhookEvent[]) => Promise<void> {
  return async (events) => {
    for (let start = 0; start < events.length; start += batchSize) {
      const batch = events.slice(start, start + batchSize);
      const Entries = batch.map((event) => ({
        EventBusName: bus,
        Source: eventSource,
        DetailType: event.type,
        Detail: messageBody(event),
        Time: new Date(event.createdAt),
      }));
      const { Entries: results = [] } = await client.send(new PutEventsCommand({ Entries }));
      const refused = results.filter(({ ErrorCode }) => ErrorCode !== undefined);
      const [failure] = refused;
      if (failure) {
        const taken = `${batch.length - refused.length} of ${batch.length}`;
        const reason = `${failure.ErrorCode}: ${failure.ErrorMessage}`;
        throw new EnqueueError('NotTaken', `The bus ${bus} accepted ${taken}: ${reason}`);
      }
    }
  };
}
