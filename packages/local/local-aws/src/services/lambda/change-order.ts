import type { AnyOperation } from '../../protocol/operation.ts';
import type { Route } from '../../protocol/rest-route.ts';
import { createLocks } from '../../storage/locks.ts';
import { mappingUuid } from './event-source-mappings/mapping-lookup.ts';
import { parseFunctionName } from './function-lookup.ts';
import type { LambdaState } from './lambda-state.ts';

/**
 * Changes of a function or an event source mapping run one after another, so that each sees what the last one wrote:
 * Terraform adds several permissions at the same time.
 */
export function inChangeOrder(routes: readonly Route<LambdaState>[]): Route<LambdaState>[] {
  const exclusive = createLocks();

  function ordered(operation: AnyOperation<LambdaState>): AnyOperation<LambdaState> {
    return {
      ...operation,
      invoke: (input, context, iamPrefix) => {
        const run = () => operation.invoke(input, context, iamPrefix);
        const subject = subjectOf(input);
        return subject === undefined ? run() : exclusive(subject, run);
      },
    };
  }

  return routes.map((route) =>
    route.method === 'GET' || route.operation.name.startsWith('Invoke')
      ? route
      : { ...route, operation: ordered(route.operation) },
  );
}

/** The mapping or function named in an operation's input, if any. */
function subjectOf(input: unknown): string | undefined {
  const { UUID, FunctionName, Resource } = input as Readonly<Record<string, unknown>>;
  if (typeof UUID === 'string') return UUID;
  const reference = FunctionName ?? Resource;
  if (typeof reference !== 'string') return undefined;
  return mappingUuid(reference) ?? parseFunctionName(reference).name;
}
