import type { Cloud } from '../cloud/cloud.ts';

const settleAgainMs = 1000;

/** Something that a service owes to another one. */
export interface Owed {
  /** Its key in storage. */
  readonly id: string;
  /** Attempts that failed through the receiver's fault. */
  readonly failures: number;
  /** Not before this time, in milliseconds since the epoch. */
  readonly dueAt: number;
}

/** Deliveries that are still to be made; they survive a restart. */
export interface Outbox<Delivery extends Owed> {
  /** Durable once it resolves; delivers afterwards. */
  add(deliveries: readonly Delivery[]): Promise<void>;
  /** Continues with the deliveries in storage. */
  start(): Promise<void>;
  close(): void;
}

/** What one service's deliveries are about. */
export interface Sending<Delivery extends Owed> {
  /** As the log names it: `SNS`. */
  readonly sender: string;
  /** In storage: `sns/deliveries`. */
  readonly collection: string;
  /** Throws the receiver's error. */
  deliver(delivery: Delivery): Promise<void>;
  /** How long to wait after that many failures, of which `error` is the last; undefined if that was the last attempt. */
  retryDelayMs(delivery: Delivery, failures: number, error: unknown): number | undefined;
  /** What is done with a delivery after its last attempt. */
  giveUp(delivery: Delivery, failures: number, error: unknown): Promise<void>;
}

/**
 * A delivery stays in storage until the receiver has it or it is given up, so what was under way when the process died is
 * delivered again.
 */
export function createOutbox<Delivery extends Owed>(
  cloud: Cloud,
  { sender, collection, deliver, retryDelayMs, giveUp }: Sending<Delivery>,
): Outbox<Delivery> {
  const stored = cloud.storage.collection<Delivery>(collection);
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
      await deliver(delivery);
    } catch (error) {
      if (!closed) await afterFailure(delivery, error);
      return;
    }
    await forget(delivery);
  }

  async function afterFailure(delivery: Delivery, error: unknown): Promise<void> {
    const failures = delivery.failures + 1;
    const delayMs = retryDelayMs(delivery, failures, error);
    try {
      if (delayMs === undefined) {
        await giveUp(delivery, failures, error);
        await forget(delivery);
        return;
      }
      const next = { ...delivery, failures, dueAt: cloud.now().getTime() + delayMs };
      await stored.put(next.id, next);
      schedule(next);
    } catch (fault) {
      if (closed) return;
      cloud.logFault(`${sender} could not settle a delivery`, fault);
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
      cloud.logFault(`${sender} could not settle a delivery`, fault);
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
