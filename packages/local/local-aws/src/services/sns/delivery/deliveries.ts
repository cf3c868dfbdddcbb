import { createOutbox, type Outbox } from '../../../channels/outbox.ts';
import type { Cloud } from '../../../cloud/cloud.ts';
import { payloadOf } from '../../../trail/span.ts';
import type { Signer } from '../signing/signer.ts';
import { deadLetter } from './dead-letter.ts';
import { deliver } from './deliver.ts';
import type { Delivery } from './delivery.ts';
import { isRefusal } from './refusal.ts';
import { retryDelayMs } from './retries.ts';

/** Undelivered messages. */
export type Deliveries = Outbox<Delivery>;

/** What the endpoint refuses is over at once, a fault is tried again; then the dead-letter queue gets the message. */
export function createDeliveries(cloud: Cloud, signer: Signer): Deliveries {
  async function tryOnce(delivery: Delivery): Promise<void> {
    const { subscriptionArn, endpoint, message } = delivery;
    const span = {
      kind: 'delivery',
      service: 'sns',
      name: delivery.protocol,
      target: endpoint,
      facts: {
        topic: message.topicArn,
        subscription: subscriptionArn,
        attempt: delivery.failures + 1,
        ...(message.subject === undefined ? {} : { subject: message.subject }),
      },
      // A confirmation is no message: its token works once.
      ...(message.token === undefined ? { input: payloadOf(message.body) } : {}),
      causedBy: [`delivery:${delivery.id}`],
    } as const;
    const once = () => cloud.trail.step(span, () => deliver(cloud, signer, delivery));
    const { onDelivery } = cloud.options.sns;
    const told = { topicArn: message.topicArn, subscriptionArn, endpoint, messageId: message.id };
    if (onDelivery) return onDelivery(told, once);
    await once();
    if (cloud.faults.isTwice('sns')) await once();
  }

  return createOutbox(cloud, {
    sender: 'SNS',
    collection: 'sns/deliveries',
    deliver: tryOnce,
    retryDelayMs: (delivery, failures, error) =>
      isRefusal(error) ? undefined : retryDelayMs(cloud, delivery, failures),
    giveUp: (delivery, _, error) => deadLetter(cloud, signer, delivery, error),
  });
}
