import { createOutbox, type Outbox } from '../../../channels/outbox.ts';
import type { Cloud } from '../../../cloud/cloud.ts';
import { payloadOf } from '../../../trail/span.ts';
import { deadLetter } from './dead-letter.ts';
import { deliver } from './deliver.ts';
import type { Delivery } from './delivery.ts';
import { exhaustedBy, isRefusal, retryDelayMs } from './retries.ts';
import { ruleMeters } from './rule-meters.ts';

/** Events that have not reached their targets. What a target refuses is over at once, a fault is tried again. */
export function createDeliveries(cloud: Cloud): Outbox<Delivery> {
  const count = ruleMeters(cloud);
  return createOutbox<Delivery>(cloud, {
    sender: 'EventBridge',
    collection: 'events/deliveries',
    async deliver(delivery) {
      const { id, target, ruleArn, input, failures } = delivery;
      const span = {
        kind: 'delivery',
        service: 'events',
        name: target.Id,
        target: target.Arn,
        facts: { rule: ruleArn, attempt: failures + 1 },
        causedBy: [`delivery:${id}`],
      } as const;
      const once = () =>
        cloud.trail.step({ ...span, input: payloadOf(input) }, () => deliver(cloud, delivery));
      const { onDelivery } = cloud.options.events;
      if (onDelivery) return onDelivery({ targetArn: target.Arn }, once);
      await once();
      count('Invocations', ruleArn, 1);
      if (cloud.faults.isTwice('events')) await once();
    },
    retryDelayMs: (delivery, failures, error) =>
      isRefusal(error) || exhaustedBy(cloud, delivery, failures) ? undefined : retryDelayMs(cloud, failures),
    async giveUp(delivery, failures, error) {
      await deadLetter(cloud, delivery, failures, error);
      count('Invocations', delivery.ruleArn, 1);
      count('FailedInvocations', delivery.ruleArn, 1);
    },
  });
}
