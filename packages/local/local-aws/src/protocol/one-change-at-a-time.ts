import { createLocks } from '../storage/locks.ts';
import type { AnyOperation } from './operation.ts';

/**
 * Runs a service's changes one after another, so that each sees what the last one wrote: deployments change many parts of
 * one resource at the same time. Operations that only read are not delayed.
 */
export function oneChangeAtATime<State>(): (operation: AnyOperation<State>) => AnyOperation<State> {
  const exclusive = createLocks();
  return (operation) =>
    /^(Get|List|Describe)/.test(operation.name)
      ? operation
      : { ...operation, invoke: (...call) => exclusive('changes', () => operation.invoke(...call)) };
}
