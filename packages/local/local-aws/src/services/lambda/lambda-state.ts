import { operationsOf } from '../../protocol/operation.ts';
import type { Collection } from '../../storage/collection.ts';
import type { AsyncQueue } from './async/queue.ts';
import type { CodeStore } from './code/code-store.ts';
import type { EventSourceMapping } from './event-source-mappings/mapping.ts';
import type { Pollers } from './event-source-mappings/pollers.ts';
import type { Pools } from './execution/pools.ts';
import type { FunctionRecord } from './function-record.ts';
import type { FunctionUrl } from './function-urls/function-url.ts';

/** What operations work with. Its parts get only what they need from one another, and do not know the whole. */
export interface LambdaState {
  readonly functions: Collection<FunctionRecord>;
  readonly code: CodeStore;
  readonly pools: Pools;
  readonly asyncQueue: AsyncQueue;
  /** By UUID. */
  readonly eventSourceMappings: Collection<EventSourceMapping>;
  readonly pollers: Pollers;
  /** By their ids. */
  readonly functionUrls: Collection<FunctionUrl>;
}

export const operation = operationsOf<LambdaState>({
  async resourcePolicy(arn, { functions }) {
    const record = await functions.get(arn.split(':')[6] ?? '');
    return record && JSON.stringify({ Statement: record.policy });
  },
});
