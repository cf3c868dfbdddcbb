import type { AnyOperation } from '../../protocol/operation.ts';
import type { Route } from '../../protocol/rest-json.ts';
import { createLocks } from '../../storage/locks.ts';
import { parseFunctionName } from './function-lookup.ts';
import type { LambdaState } from './lambda-state.ts';

/**
 * Changes of a function happen one after the other, so that each sees what the last one wrote:
 * Terraform adds several permissions at the same time.
 */
export function inChangeOrder(routes: readonly Route<LambdaState>[]): Route<LambdaState>[] {
  const exclusive = createLocks();

  function ordered(operation: AnyOperation<LambdaState>): AnyOperation<LambdaState> {
    return {
      ...operation,
      invoke: (input, context, iamPrefix) => {
        const run = () => operation.invoke(input, context, iamPrefix);
        const name = functionOf(input);
        return name === undefined ? run() : exclusive(name, run);
      },
    };
  }

  return routes.map((route) =>
    route.method === 'GET' || route.operation.name === 'Invoke'
      ? route
      : { ...route, operation: ordered(route.operation) },
  );
}

/** The function an operation's input names, if it names one. */
function functionOf(input: unknown): string | undefined {
  const { FunctionName, Resource } = input as { FunctionName?: unknown; Resource?: unknown };
  const reference = FunctionName ?? Resource;
  return typeof reference === 'string' ? parseFunctionName(reference).name : undefined;
}
