import type { InvocationResult } from '../../../cloud/ports.ts';
import { payloadOf } from '../../../trail/span.ts';
import type { Trail } from '../../../trail/trail.ts';
import type { NewCall } from './pool.ts';
import { errorIn } from './told-failure.ts';

/** Runs one invocation as a step of the trail. */
export function recordInvocation(
  trail: Trail,
  functionName: string,
  { requestId, payload, causedBy }: NewCall & { readonly requestId: string },
  run: () => Promise<InvocationResult>,
): Promise<InvocationResult> {
  const span = {
    kind: 'invocation',
    service: 'lambda',
    name: functionName,
    input: payloadOf(payload),
    facts: { requestId },
    ...(causedBy ? { causedBy } : {}),
  } as const;
  return trail.step(span, async (step) => {
    step.leave(`invocation:${requestId}`);
    const result = await run();
    step.note({ output: payloadOf(result.payload) });
    if (result.functionError !== undefined) step.note({ error: errorIn(result) });
    return result;
  });
}
