import { randomUUID } from 'node:crypto';
import type { Cloud, InvocationResult } from '../../../cloud.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { Collection } from '../../../storage/collection.ts';
import { resolveVersion } from '../configuration.ts';
import type { Pools } from '../execution/pools.ts';
import type { FunctionRecord } from '../lambda-state.ts';
import type { PendingEvent } from './pending-event.ts';
import { settle, type Verdict } from './settle.ts';

/** Events that wait for their asynchronous invocation; they survive a restart. */
export interface AsyncQueue {
  /** Durable once it resolves. */
  enqueue(call: {
    readonly name: string;
    readonly qualifier?: string;
    readonly payload: Uint8Array;
  }): Promise<{ requestId: string }>;
  /** Goes on with what storage holds. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Each event is invoked until the function takes it, or its retries or its age are used up. It stays in storage
 * until then, so what ran when the process died runs again. Without concurrency to run them events wait in the order
 * of their arrival; that costs them no retry.
 */
export function createAsyncQueue(options: {
  readonly cloud: Cloud;
  readonly functions: Collection<FunctionRecord>;
  readonly pools: Pools;
}): AsyncQueue {
  const { cloud, functions, pools } = options;
  const events = cloud.storage.collection<PendingEvent>('lambda/async-events');
  const waiting = new Map<string, PendingEvent[]>(); // by function, in order of arrival
  const timers = new Set<NodeJS.Timeout>();
  const pumping = new Set<string>();
  let arrivals = 0;
  let closed = false;

  function wait(event: PendingEvent): void {
    const delay = event.dueAt - cloud.now().getTime();
    if (delay > 0) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        wait(event);
      }, delay);
      timers.add(timer);
      return;
    }
    const queue = waiting.get(event.functionName) ?? [];
    waiting.set(event.functionName, queue);
    queue.push(event);
    void pump(event.functionName);
  }

  /** Starts as many of a function's events as there is room for. */
  async function pump(functionName: string): Promise<void> {
    if (pumping.has(functionName)) return;
    pumping.add(functionName);
    try {
      const queue = waiting.get(functionName) ?? [];
      while (queue.length > 0 && !closed) {
        const record = await functions.get(functionName);
        if (record && !pools.hasRoom(record)) return; // an invocation that ends calls again
        const event = queue.shift();
        if (event) void run(event, record);
      }
    } finally {
      pumping.delete(functionName);
    }
  }

  async function run(event: PendingEvent, record: FunctionRecord | undefined): Promise<void> {
    try {
      if (!record) {
        await events.delete(event.position); // the function is gone, and its events with it
        return;
      }
      const result = await invoke(event, record);
      if (closed) return; // it was killed in the middle and runs again after the restart
      const verdict = await settle({ cloud, record, event, result });
      await take(verdict, event);
    } catch (error) {
      if (closed) return;
      cloud.log.error('an asynchronous invocation could not be settled', { error: String(error) });
      wait({ ...event, dueAt: cloud.now().getTime() + 1000 });
    }
  }

  async function invoke(
    event: PendingEvent,
    record: FunctionRecord,
  ): Promise<InvocationResult | 'throttled'> {
    const { record: version, version: number } = resolveVersion(cloud, record, event.qualifier);
    try {
      const { requestId } = event;
      return await pools.invoke(version, number, {
        requestId,
        payload: Buffer.from(event.payload, 'base64'),
      });
    } catch (error) {
      if (error instanceof AwsError && error.code === 'TooManyRequestsException') return 'throttled';
      throw error;
    }
  }

  async function take(verdict: Verdict, event: PendingEvent): Promise<void> {
    if (verdict.kind === 'done') {
      await events.delete(event.position);
      return;
    }
    const next = { ...event, failures: verdict.failures, dueAt: verdict.dueAt };
    await events.put(event.position, next);
    wait(next);
  }

  return {
    async enqueue({ name, qualifier, payload }) {
      const now = cloud.now().getTime();
      const event: PendingEvent = {
        position: `${String(now).padStart(15, '0')}-${String(arrivals++).padStart(10, '0')}`,
        requestId: randomUUID(),
        functionName: name,
        ...(qualifier === undefined ? {} : { qualifier }),
        payload: Buffer.from(payload).toString('base64'),
        receivedAt: now,
        failures: 0,
        dueAt: now,
      };
      await events.put(event.position, event);
      wait(event);
      return { requestId: event.requestId };
    },
    async start() {
      pools.onRoom(() => {
        for (const [name, queue] of waiting) if (queue.length > 0) void pump(name);
      });
      for await (const [, event] of events.entries()) wait(event);
    },
    async close() {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
