import type { Cloud } from '../../../cloud/cloud.ts';
import type { Signer } from '../signing/signer.ts';
import { deadLetter } from './dead-letter.ts';
import { deliver } from './deliver.ts';
import type { Delivery } from './delivery.ts';
import { isRefusal } from './refusal.ts';
import { retryDelayMs } from './retries.ts';

const settleAgainMs = 1000;

/** Undelivered messages; they survive a restart. */
export interface Deliveries {
  /** Durable once it resolves; delivers afterwards. */
  add(deliveries: readonly Delivery[]): Promise<void>;
  /** Continues with the messages in storage. */
  start(): Promise<void>;
  close(): void;
}

/**
 * A delivery stays in storage until the endpoint or its dead-letter queue has the message, so what was under way when
 * the process died is delivered again. What the endpoint refuses is over at once, a fault is tried again.
 */
export function createDeliveries(cloud: Cloud, signer: Signer): Deliveries {
  const stored = cloud.storage.collection<Delivery>('sns/deliveries');
  const timers = new Map<string, NodeJS.Timeout>();
  const known = new Set<string>();
  let closed = false;

  function schedule(delivery: Delivery): void {
    if (closed) return;
    known.add(delivery.id);
    const run = () => void attempt(delivery);
    const delay = delivery.dueAt - cloud.now().getTime();
    if (delay <= 0) run();
    else timers.set(delivery.id, setTimeout(run, delay));
  }

  async function attempt(delivery: Delivery): Promise<void> {
    timers.delete(delivery.id);
    try {
      await tryOnce(delivery);
    } catch (error) {
      if (!closed) await afterFailure(delivery, error);
      return;
    }
    await forget(delivery);
  }

  async function tryOnce(delivery: Delivery): Promise<void> {
    const { subscriptionArn, endpoint, message } = delivery;
    const span = {
      kind: 'delivery',
      service: 'sns',
      name: delivery.protocol,
      target: endpoint,
      facts: { topic: message.topicArn, attempt: delivery.failures + 1 },
      causedBy: [`delivery:${delivery.id}`],
    } as const;
    const once = () => cloud.trail.step(span, () => deliver(cloud, signer, delivery));
    const { onDelivery } = cloud.options.sns;
    const told = { topicArn: message.topicArn, subscriptionArn, endpoint, messageId: message.id };
    if (onDelivery) return onDelivery(told, once);
    await once();
    if (cloud.faults.isTwice('sns')) await once();
  }

  async function afterFailure(delivery: Delivery, error: unknown): Promise<void> {
    const failures = delivery.failures + 1;
    const delayMs = isRefusal(error) ? undefined : retryDelayMs(cloud, delivery, failures);
    try {
      if (delayMs === undefined) {
        await deadLetter(cloud, signer, delivery, error);
        await forget(delivery);
        return;
      }
      const next = { ...delivery, failures, dueAt: cloud.now().getTime() + delayMs };
      await stored.put(next.id, next);
      schedule(next);
    } catch (fault) {
      if (closed) return;
      cloud.logFault('SNS could not settle a delivery', fault);
      schedule({ ...delivery, dueAt: cloud.now().getTime() + settleAgainMs });
    }
  }

  /** Until it succeeds: what is delivered is not delivered twice because it could not be forgotten. */
  async function forget(delivery: Delivery): Promise<void> {
    const { id } = delivery;
    try {
      await stored.delete(id);
      known.delete(id);
    } catch (fault) {
      if (closed) return;
      cloud.logFault('SNS could not settle a delivery', fault);
      timers.set(
        id,
        setTimeout(() => forget(delivery), settleAgainMs),
      );
    }
  }

  return {
    async add(deliveries) {
      if (deliveries.length === 0) return;
      for (const { id } of deliveries) cloud.trail.current()?.leave(`delivery:${id}`);
      await stored.batch(deliveries.map((delivery) => ({ put: delivery.id, value: delivery })));
      for (const delivery of deliveries) schedule(delivery);
    },
    async start() {
      for await (const [id, delivery] of stored.entries()) if (!known.has(id)) schedule(delivery);
    },
    close() {
      closed = true;
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
