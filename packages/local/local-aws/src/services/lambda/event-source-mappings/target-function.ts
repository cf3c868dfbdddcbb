import type { InvocationResult } from '../../../cloud/ports.ts';
import { longestChain } from '../../../protocol/trace-header.ts';
import { resolveVersion, versionToRun } from '../configuration.ts';
import { functionArn, functionNotFound, parseFunctionName } from '../function-lookup.ts';
import type { EventSourceMapping } from './mapping.ts';
import type { PollerContext } from './poller.ts';
import { checkSource } from './source-access.ts';

/** The function to which a mapping's batches go. */
export interface TargetFunction {
  readonly roleArn: string;
  hasRoom(): boolean;
  /**
   * `causedBy` names what caused it in the trail; `traceHeaders` are those of the requests that did. Throws
   * TooManyRequestsException if no concurrency is free.
   */
  invoke(
    event: object,
    causedBy: readonly string[],
    traceHeaders?: readonly string[],
  ): Promise<InvocationResult>;
}

/** Throws what CreateEventSourceMapping would throw, because the function or source may have become unavailable since. */
export async function findTarget(
  { cloud, functions, pools }: PollerContext,
  mapping: EventSourceMapping,
): Promise<TargetFunction> {
  const { name, qualifier } = parseFunctionName(mapping.functionArn);
  const found = await functions.get(name);
  if (!found) throw functionNotFound(mapping.functionArn);
  const { record } = resolveVersion(cloud, found, qualifier);
  await checkSource(cloud, mapping.sourceArn, record.role);
  return {
    roleArn: record.role,
    hasRoom: () => pools.hasRoom(record),
    invoke: (event, causedBy, traceHeaders = []) => {
      const { record, version } = versionToRun(cloud, found, qualifier);
      const traceHeader = longestChain(traceHeaders, functionArn(cloud, name), cloud.now());
      const payload = Buffer.from(JSON.stringify(event));
      return pools.invoke(record, version, { payload, traceHeader, causedBy });
    },
  };
}
