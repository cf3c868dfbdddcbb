import { randomUUID } from 'node:crypto';
import type { Cloud } from '../../../cloud/cloud.ts';
import type { Environment, InvocationResult } from '../../../cloud/ports.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { CodeStore } from '../code/code-store.ts';
import { allFunctions, functionMeter } from '../function-metrics.ts';
import type { FunctionRecord, PublishedVersion } from '../function-record.ts';
import { accountConcurrency } from './concurrency.ts';
import { createPool, type NewCall, type Pool, shuttingDown } from './pool.ts';
import { recordInvocation } from './record-invocation.ts';
import { enterChain } from './recursion.ts';

/** All execution environments of all functions, within the account's and each function's concurrency. */
export interface Pools {
  /** Throws TooManyRequestsException if no concurrency is free, and RecursiveInvocationException. */
  invoke(
    record: FunctionRecord | PublishedVersion,
    version: string,
    call: NewCall,
  ): Promise<InvocationResult>;
  /** Whether another event of this function could run now. If not, whoever asks is throttled. */
  hasRoom(record: FunctionRecord | PublishedVersion): boolean;
  /** Calls back whenever an invocation has ended or a function's concurrency has changed. */
  onRoom(callback: () => void): void;
  /** Call this when a function's concurrency has changed. */
  roomChanged(): void;
  /** Ends the environments of a function that was deleted, or whose code or configuration has changed. */
  retire(functionName: string): void;
  /** Kills the environment that has this access key, whatever it is doing. */
  crash(accessKeyId: string): Promise<void>;
  /** Those that exist now. */
  environments(): Environment[];
  /** Reports how many events run now. */
  measure(): void;
  close(): Promise<void>;
}

const idleTimeoutMs = 5 * 60 * 1000;

export function createPools(cloud: Cloud, code: CodeStore): Pools {
  const limit = accountConcurrency(cloud.options.lambda);
  const idleLimit = cloud.options.lambda.idleTimeoutMs ?? idleTimeoutMs;
  const pools = new Map<string, Pool>();
  const running = new Map<string, number>();
  const waiting = new Set<() => void>();
  /** Pools of replaced code, until their last events are finished, and when that is. */
  const retiring = new Map<Pool, Promise<void>>();
  /** By the name of a debugged function, the end of its last event. */
  const turns = new Map<string, Promise<unknown>>();
  const measure = functionMeter(cloud);
  let total = 0;
  let closed = false;

  const reaper = setInterval(
    () => {
      for (const pool of pools.values()) void pool.reap(idleLimit);
    },
    Math.min(idleLimit, 10_000),
  );
  reaper.unref();

  function poolOf(record: FunctionRecord | PublishedVersion, version: string): Pool {
    const key = `${record.name}:${version}:${record.revisionId}`;
    const taskRoot = record.codeFolder ?? code.folder(record.codeSha256);
    const inspectPort = cloud.options.lambda.inspect?.[record.name];
    const pool = pools.get(key) ?? createPool({ cloud, record, version, taskRoot, inspectPort });
    pools.set(key, pool);
    return pool;
  }

  function retire(functionName: string, kept?: Pool): void {
    for (const [key, pool] of pools) {
      if (!key.startsWith(`${functionName}:`) || pool === kept) continue;
      pools.delete(key);
      retiring.set(
        pool,
        pool.retire().finally(() => retiring.delete(pool)),
      );
    }
  }

  /** Runs after the function's other events, when no other environment has the inspector's port. */
  function inTurn<T>(functionName: string, pool: () => Pool, run: (pool: Pool) => Promise<T>): Promise<T> {
    const before = turns.get(functionName) ?? Promise.resolve();
    const turn = before.then(async () => {
      const own = pool();
      retire(functionName, own);
      await Promise.all(retiring.values());
      return run(own);
    });
    turns.set(
      functionName,
      turn.catch(() => {}),
    );
    return turn;
  }

  function refusal(record: FunctionRecord | PublishedVersion): string | undefined {
    const own = running.get(record.name) ?? 0;
    if (record.reservedConcurrency !== undefined && own >= record.reservedConcurrency)
      return 'ReservedFunctionConcurrentInvocationLimitExceeded';
    return total >= limit ? 'ConcurrentInvocationLimitExceeded' : undefined;
  }

  /** The reason why an event cannot run now, if there is one. */
  function throttle(record: FunctionRecord | PublishedVersion): string | undefined {
    const reason = refusal(record);
    if (reason) measure('Throttles', record.name, 1);
    return reason;
  }

  function measureRunning(functionName: string): void {
    measure('ConcurrentExecutions', functionName, running.get(functionName) ?? 0);
    measure('ConcurrentExecutions', allFunctions, total);
  }

  function roomChanged(): void {
    for (const callback of waiting) callback();
  }

  return {
    async invoke(record, version, call) {
      // Nobody would end an environment that starts now.
      if (closed) throw shuttingDown();
      const traceHeader = enterChain(cloud, record, call.traceHeader);
      const reason = throttle(record);
      if (reason) {
        throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429, {
          fields: { Reason: reason, Type: 'User' },
        });
      }
      total += 1;
      running.set(record.name, (running.get(record.name) ?? 0) + 1);
      measureRunning(record.name);
      measure('Throttles', record.name, 0);
      try {
        const pool = () => poolOf(record, version);
        const requestId = call.requestId ?? randomUUID();
        const run = (pool: Pool) => pool.invoke({ ...call, requestId, traceHeader });
        const isDebugged = cloud.options.lambda.inspect?.[record.name] !== undefined;
        return await recordInvocation(cloud.trail, record.name, { ...call, requestId }, () =>
          isDebugged ? inTurn(record.name, pool, run) : run(pool()),
        );
      } finally {
        total -= 1;
        running.set(record.name, (running.get(record.name) ?? 1) - 1);
        roomChanged();
      }
    },
    hasRoom: (record) => throttle(record) === undefined,
    onRoom: (callback) => void waiting.add(callback),
    roomChanged,
    retire: (functionName) => retire(functionName),
    async crash(accessKeyId) {
      await Promise.all([...pools.values(), ...retiring.keys()].map((pool) => pool.crash(accessKeyId)));
    },
    environments: () => [...pools.values(), ...retiring.keys()].flatMap((pool) => pool.environments()),
    measure() {
      for (const [name, count] of running) if (count > 0) measureRunning(name);
    },
    async close() {
      closed = true;
      clearInterval(reaper);
      await Promise.all([...pools.values(), ...retiring.keys()].map((pool) => pool.close()));
    },
  };
}
