import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Cloud } from '../../../cloud/cloud.ts';
import type { InvocationResult } from '../../../cloud/ports.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { Collection } from '../../../storage/collection.ts';
import { findVersion, versionToRun } from '../configuration.ts';
import type { Pools } from '../execution/pools.ts';
import { recursionCode } from '../execution/recursion.ts';
import { functionMeter } from '../function-metrics.ts';
import type { FunctionRecord } from '../function-record.ts';
import type { PendingEvent } from './pending-event.ts';
import { expiryOf, settleAfter, settleBefore, stopped, type Verdict } from './settle.ts';
import { tellDestinations } from './tell-destinations.ts';
import { toldError } from './told-error.ts';

const againMs = 1000; // after a fault of ours

/** Events that wait for their asynchronous invocation; they survive a restart. */
export interface AsyncQueue {
  /** Durable once it resolves. */
  enqueue(call: {
    readonly name: string;
    readonly qualifier?: string;
    readonly payload: Uint8Array;
    readonly traceHeader?: string | undefined;
  }): Promise<{ requestId: string }>;
  /** Checks the waiting events of a function again after its configuration has changed. */
  lookAgain(functionName: string): void;
  /** Continues with the events in storage. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Each event is invoked until the function succeeds, or its retries or its age are used up. It stays in storage until then,
 * so an event that was running when the process died runs again. Without free concurrency, events wait in the order of
 * arrival until they are too old; waiting costs them no retry.
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
  const ageTimers = new Map<string, NodeJS.Timeout>(); // by function
  const pumping = new Set<string>();
  const pumpAgain = new Set<string>();
  const measure = functionMeter(cloud);
  let arrivals = 0;
  const closing = new AbortController();
  const isClosed = () => closing.signal.aborted;

  function wait(event: PendingEvent): void {
    if (isClosed()) return;
    const delay = event.dueAt - cloud.now().getTime();
    if (delay > 0) {
      // Whatever the clock says then: it may have been set back.
      const timer = setTimeout(() => {
        timers.delete(timer);
        line(event);
      }, delay);
      timers.add(timer);
    } else line(event);
  }

  /** Puts an event that is due behind the others of its function. */
  function line(event: PendingEvent): void {
    if (isClosed()) return;
    const queue = waiting.get(event.functionName) ?? [];
    waiting.set(event.functionName, queue);
    queue.push(event);
    void pump(event.functionName);
  }

  /** Runs as many of a function's events as possible, and again if something has changed in the meantime. */
  async function pump(functionName: string): Promise<void> {
    pumpAgain.add(functionName);
    if (pumping.has(functionName)) return;
    pumping.add(functionName);
    try {
      while (pumpAgain.delete(functionName)) await persist(() => pumpOnce(functionName));
    } finally {
      pumping.delete(functionName);
    }
  }

  async function pumpOnce(functionName: string): Promise<void> {
    const queue = waiting.get(functionName) ?? [];
    while (queue.length > 0) {
      const record = await functions.get(functionName);
      if (isClosed()) return;
      if (record && record.reservedConcurrency !== 0 && !pools.hasRoom(record)) {
        runTooOld(record, queue);
        return; // whatever frees concurrency calls again
      }
      const event = queue.shift();
      if (event) void run(event, record);
    }
  }

  /** Ends events that became too old without free concurrency, and sets a timer for the next. */
  function runTooOld(record: FunctionRecord, queue: readonly PendingEvent[]): void {
    const now = cloud.now();
    const young: PendingEvent[] = [];
    let next = Number.POSITIVE_INFINITY;
    for (const event of queue) {
      if (settleBefore(event, record, now)) {
        void run(event, record);
      } else {
        young.push(event);
        next = Math.min(next, expiryOf(event, record));
      }
    }
    waiting.set(record.name, young);
    clearTimeout(ageTimers.get(record.name));
    if (young.length === 0) return;
    ageTimers.set(
      record.name,
      setTimeout(() => void pump(record.name), next - now.getTime()),
    );
  }

  async function run(event: PendingEvent, record: FunctionRecord | undefined): Promise<void> {
    if (!record) return forget(event); // the function is gone, and its events with it
    const refused = settleBefore(event, record, cloud.now());
    const invoked = refused ? undefined : await invoke(event, record);
    if (isClosed()) return; // it was killed in the middle and runs again after the restart
    if (invoked === 'not run') return wait({ ...event, dueAt: cloud.now().getTime() + againMs });
    const result = invoked === 'recursion' ? undefined : invoked;
    const verdict =
      refused ?? (invoked === 'recursion' ? stopped(event) : settleAfter(cloud, event, record, result));
    if (result?.functionError !== undefined) warn(event.functionName, result, verdict);
    const next = { ...event, failures: verdict.failures };
    if (verdict.kind === 'over') {
      const { condition } = verdict;
      if (condition !== 'Success') measure('AsyncEventsDropped', record.name, 1);
      await persist(() => tellDestinations({ cloud, record, event: next, condition, result }));
      await forget(event);
    } else {
      const dueAt = cloud.now().getTime() + verdict.delayMs;
      await persist(() => waitAgain({ ...next, dueAt }));
    }
  }

  const forget = ({ position }: PendingEvent) => persist(() => events.delete(position));

  /** Until it succeeds: what has run is not run again because that could not be written. */
  async function persist(step: () => Promise<void>): Promise<void> {
    while (!isClosed()) {
      try {
        return await step();
      } catch (error) {
        cloud.logFault('an asynchronous invocation could not be settled', error);
        await pause(againMs, undefined, { signal: closing.signal }).catch(() => {}); // rejects when it is aborted
      }
    }
  }

  /** Logged because a failure that will be retried is visible nowhere else for a while. */
  function warn(functionName: string, { payload }: InvocationResult, verdict: Verdict): void {
    const next = verdict.kind === 'over' ? 'gives up' : `retries in ${verdict.delayMs / 1000} s`;
    cloud.log.warn(`${functionName} failed, Lambda ${next}: ${toldError(payload)}`);
  }

  async function waitAgain(event: PendingEvent): Promise<void> {
    await events.put(event.position, event);
    wait(event);
  }

  /**
   * Undefined where it can't be now: somebody else took the room, or its version or alias is gone; 'not run' after a
   * fault of ours.
   */
  async function invoke(
    event: PendingEvent,
    record: FunctionRecord,
  ): Promise<InvocationResult | 'recursion' | 'not run' | undefined> {
    if (!findVersion(record, event.qualifier)) return undefined;
    try {
      const found = versionToRun(cloud, record, event.qualifier);
      const { requestId, traceHeader } = event;
      measure('AsyncEventAge', record.name, cloud.now().getTime() - event.receivedAt);
      return await pools.invoke(found.record, found.version, {
        requestId,
        payload: Buffer.from(event.payload, 'base64'),
        traceHeader,
        causedBy: [`event:${requestId}`],
      });
    } catch (error) {
      if (error instanceof AwsError && error.code === recursionCode) return 'recursion';
      if (error instanceof AwsError && error.code === 'TooManyRequestsException') return undefined;
      cloud.logFault('an asynchronous invocation could not be started', error);
      return 'not run';
    }
  }

  return {
    async enqueue({ name, qualifier, payload, traceHeader }) {
      const now = cloud.now().getTime();
      const event: PendingEvent = {
        position: `${String(now).padStart(15, '0')}-${String(arrivals++).padStart(10, '0')}`,
        requestId: randomUUID(),
        functionName: name,
        ...(qualifier === undefined ? {} : { qualifier }),
        payload: Buffer.from(payload).toString('base64'),
        ...(traceHeader === undefined ? {} : { traceHeader }),
        receivedAt: now,
        failures: 0,
        dueAt: now,
      };
      cloud.trail.current()?.leave(`event:${event.requestId}`);
      measure('AsyncEventsReceived', name, 1);
      await waitAgain(event);
      return { requestId: event.requestId };
    },
    lookAgain: (functionName) => void pump(functionName),
    async start() {
      pools.onRoom(() => {
        for (const [name, queue] of waiting) if (queue.length > 0) void pump(name);
      });
      // While local-aws was down no event had its chance: what waited is due, and as young as on its arrival.
      for await (const [, event] of events.entries())
        line({ ...event, receivedAt: cloud.startedAt.getTime() });
    },
    async close() {
      closing.abort();
      for (const timer of [...timers, ...ageTimers.values()]) clearTimeout(timer);
    },
  };
}
