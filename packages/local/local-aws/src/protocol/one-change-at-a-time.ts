import { createLocks } from '../storage/locks.ts';
import type { AnyOperation } from './operation.ts';

/**
 * Runs a service's changes one after another, so that each sees what the last one wrote: deployments change many parts of
 * one resource at the same time. Operations that only read are not delayed. What else changes it can take the same lock,
 * by the name `changes`.
 */
export function oneChangeAtATime<State>(
  exclusive = createLocks(),
): (operation: AnyOperation<State>) => AnyOperation<State> {
  return (operation) =>
    /^(Get|List|Describe)/.test(operation.name)
      ? operation
      : { ...operation, invoke: (...call) => exclusive('changes', () => operation.invoke(...call)) };
}
