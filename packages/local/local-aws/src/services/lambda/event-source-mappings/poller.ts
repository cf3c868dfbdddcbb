import type { Cloud } from '../../../cloud/cloud.ts';
import type { Collection } from '../../../storage/collection.ts';
import type { Pools } from '../execution/pools.ts';
import type { FunctionRecord } from '../function-record.ts';
import type { StreamPositions } from './streams/stream-positions.ts';

/** Reads a mapping's source and invokes its function. */
export interface Poller {
  /** Called when any function's invocation has ended, or a function's concurrency has changed. */
  onRoom(): void;
  /** Stops taking new records; resolves when running invocations have ended. */
  stop(): Promise<void>;
}

export interface PollerContext {
  readonly cloud: Cloud;
  readonly functions: Collection<FunctionRecord>;
  readonly pools: Pools;
  readonly positions: StreamPositions;
  /** Aborted when local-aws closes: invocations are then killed, and their results mean nothing. */
  readonly closing: AbortSignal;
  /** Receives the mapping's `LastProcessingResult`. */
  report(result: string): void;
}
