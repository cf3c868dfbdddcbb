import type { Cloud } from '../../../cloud/cloud.ts';
import type { Collection } from '../../../storage/collection.ts';
import type { Pools } from '../execution/pools.ts';
import type { FunctionRecord } from '../function-record.ts';
import type { StreamPositions } from './streams/stream-positions.ts';

/** What reads a mapping's source and invokes its function. */
export interface Poller {
  /** Tells it that an invocation, of whatever function, has ended, or a function's concurrency has changed. */
  onRoom(): void;
  /** Takes nothing new from now on; resolves when what runs has ended. */
  stop(): Promise<void>;
}

export interface PollerContext {
  readonly cloud: Cloud;
  readonly functions: Collection<FunctionRecord>;
  readonly pools: Pools;
  readonly positions: StreamPositions;
  /** Aborted when local-aws closes: it kills invocations then, and their results mean nothing. */
  readonly closing: AbortSignal;
  /** Takes the mapping's `LastProcessingResult`. */
  report(result: string): void;
}
