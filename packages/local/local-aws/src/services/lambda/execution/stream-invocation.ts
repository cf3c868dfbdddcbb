import type { LambdaOptions } from '../../../cloud/options.ts';
import type { InvocationResult } from '../../../cloud/ports.ts';
import type { FunctionRecord, PublishedVersion } from '../function-record.ts';
import { createPace } from './pace.ts';
import type { NewCall } from './pool.ts';
import type { Pools } from './pools.ts';
import { createResponseStream, type ResponseStream, type StreamFailure } from './response-stream.ts';

/** An invocation whose response has begun. */
export interface StreamedInvocation {
  readonly response: Pick<ResponseStream, 'contentType' | 'body' | 'failure'>;
  /** Resolves when the environment could take another event. */
  readonly result: Promise<InvocationResult>;
}

/** Of an invocation that went down together with local-aws. */
const lost: StreamFailure = { errorType: 'ServiceException', details: '{}' };

/**
 * Runs one event and resolves as soon as its response begins. A function that does not stream answers all at once.
 * Throws what `pools.invoke` throws.
 */
export async function streamInvocation(
  pools: Pools,
  options: LambdaOptions,
  { record, version }: { readonly record: FunctionRecord | PublishedVersion; readonly version: string },
  call: NewCall,
): Promise<StreamedInvocation> {
  const response = createResponseStream(createPace(options.streamBytesPerSecond));
  const result = pools.invoke(record, version, { ...call, stream: response }).then(async (ended) => {
    if (ended.functionError === undefined) await response.write(ended.payload, 'application/json');
    response.end(failureOf(ended));
    return ended;
  });
  const begun = Promise.race([response.begun, result]);
  // Behind the race: what never began is thrown, not ended.
  result.catch(() => response.end(lost));
  await begun;
  return { response, result };
}

function failureOf({ functionError, payload }: InvocationResult): StreamFailure | undefined {
  if (functionError === undefined) return undefined;
  const details = Buffer.from(payload).toString();
  return { errorType: errorTypeOf(details) ?? functionError, details };
}

function errorTypeOf(details: string): string | undefined {
  try {
    const { errorType } = JSON.parse(details) as { errorType?: unknown };
    return typeof errorType === 'string' ? errorType : undefined;
  } catch {
    return undefined;
  }
}
