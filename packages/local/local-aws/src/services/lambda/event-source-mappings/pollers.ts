import type { Cloud } from '../../../cloud/cloud.ts';
import type { Collection } from '../../../storage/collection.ts';
import { createLocks } from '../../../storage/locks.ts';
import type { Pools } from '../execution/pools.ts';
import type { FunctionRecord } from '../function-record.ts';
import type { EventSourceMapping } from './mapping.ts';
import type { Poller, PollerContext } from './poller.ts';
import { startQueuePoller } from './queues/queue-poller.ts';
import { startStreamPoller } from './streams/stream-poller.ts';
import { createStreamPositions, type StreamPositions } from './streams/stream-positions.ts';

/** The pollers of all enabled event source mappings. */
export interface Pollers {
  readonly positions: StreamPositions;
  /** Continues with the mappings in storage. */
  start(): Promise<void>;
  /** Applies a mapping's stored settings to its polling. The old poller ends before the new one begins. */
  follow(uuid: string): void;
  /** A mapping's `LastProcessingResult`. */
  lastResult(uuid: string): string;
  /** Stops at once; resolves when no invocation is running. */
  close(): Promise<void>;
}

export function createPollers(options: {
  readonly cloud: Cloud;
  readonly functions: Collection<FunctionRecord>;
  readonly mappings: Collection<EventSourceMapping>;
  readonly pools: Pools;
}): Pollers {
  const { cloud, functions, mappings, pools } = options;
  const positions = createStreamPositions(cloud);
  const exclusive = createLocks();
  const running = new Map<string, Poller>();
  const results = new Map<string, string>();
  const closing = new AbortController();

  function startPoller(mapping: EventSourceMapping): Poller {
    const context: PollerContext = {
      cloud,
      functions,
      pools,
      positions,
      closing: closing.signal,
      report: (result) => void results.set(mapping.uuid, result),
    };
    return mapping.source === 'stream'
      ? startStreamPoller(context, mapping)
      : startQueuePoller(context, mapping);
  }

  async function replace(uuid: string): Promise<void> {
    await running.get(uuid)?.stop();
    running.delete(uuid);
    if (closing.signal.aborted) return;
    const mapping = await mappings.get(uuid);
    if (mapping?.enabled) running.set(uuid, startPoller(mapping));
    if (mapping) return;
    results.delete(uuid);
    await positions.forget(uuid);
  }

  return {
    positions,
    async start() {
      pools.onRoom(() => {
        for (const poller of running.values()) poller.onRoom();
      });
      for await (const [uuid, mapping] of mappings.entries()) {
        if (mapping.enabled) running.set(uuid, startPoller(mapping));
      }
    },
    follow(uuid) {
      void running.get(uuid)?.stop();
      exclusive(uuid, () => replace(uuid)).catch((error) => {
        cloud.logFault(`the polling of event source mapping ${uuid} could not be changed`, error);
      });
    },
    lastResult: (uuid) => results.get(uuid) ?? 'No records processed',
    async close() {
      closing.abort();
      await Promise.all([...running].map(([uuid, poller]) => exclusive(uuid, () => poller.stop())));
    },
  };
}
