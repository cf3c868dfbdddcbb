import { setTimeout } from 'node:timers/promises';
import { errorOf, type Fault, type FaultInput, faultsSchema } from './fault.ts';

/** Faults injected on purpose, to see what clients make of them. */
export interface Faults {
  /** Takes the place of all that were injected before. Throws a `ZodError` on one that is not well-formed. */
  replace(faults: readonly FaultInput[]): void;
  list(): readonly Fault[];
  /** Called before an operation runs: waits and throws as the faults say. */
  strike(service: string, operation: string): Promise<void>;
}

export function createFaults(initial: readonly FaultInput[] = []): Faults {
  let faults: readonly Fault[] = faultsSchema.parse(initial);
  return {
    replace(next) {
      faults = faultsSchema.parse(next);
    },
    list: () => faults,
    async strike(service, operation) {
      for (const fault of faults) {
        if (fault.service !== service || (fault.operation ?? operation) !== operation) continue;
        if (fault.latencyMs > 0) await setTimeout(fault.latencyMs, undefined, { ref: false });
        if (Math.random() < fault.errorRate) throw errorOf(fault);
      }
    },
  };
}
