import { setTimeout } from 'node:timers/promises';
import type { Caller } from '../protocol/message.ts';
import { errorOf, type Fault, type FaultInput, faultsSchema, type Sender } from './fault.ts';

/** Faults injected on purpose, to see how clients handle them. */
export interface Faults {
  /** Replaces all earlier faults. Throws a `ZodError` if one is malformed. */
  replace(faults: readonly FaultInput[]): void;
  /** The faults that are still active. */
  list(): readonly Fault[];
  /** Called before an operation runs: waits, throws and kills as the faults require. */
  strike(service: string, operation: string, caller: Caller): Promise<void>;
  /** By how many milliseconds what the service now delivers is late. */
  lateMs(service: Sender): number;
  /** Whether what the service now delivers arrives once more. */
  isTwice(service: Sender): boolean;
}

/** `crash` kills the execution environment that has this access key. */
export function createFaults(
  initial: readonly FaultInput[],
  crash: (accessKeyId: string) => Promise<void>,
): Faults {
  let faults: readonly Fault[] = faultsSchema.parse(initial);
  const counts = new WeakMap<Fault, number>();

  /** Counts a request towards the crash of its sender; true for the request at which the sender dies. */
  function isFatal(fault: Fault): boolean {
    const count = (counts.get(fault) ?? 0) + 1;
    counts.set(fault, count);
    if (count !== fault.crashAt) return false;
    faults = faults.filter((other) => other !== fault);
    return true;
  }

  const of = (service: string) => faults.filter((fault) => fault.service === service);

  return {
    replace(next) {
      faults = faultsSchema.parse(next);
    },
    list: () => faults,
    async strike(service, operation, caller) {
      for (const fault of of(service)) {
        if ((fault.operation ?? operation) !== operation) continue;
        if (fault.role !== undefined && !caller.principalArn.endsWith(`/${fault.role}`)) continue;
        if (fault.latencyMs > 0) await setTimeout(fault.latencyMs, undefined, { ref: false });
        if (isFatal(fault)) {
          if (caller.accessKeyId !== undefined) await crash(caller.accessKeyId);
          throw errorOf(fault);
        }
        if (Math.random() < fault.errorRate) throw errorOf(fault);
      }
    },
    lateMs: (service) => Math.ceil(Math.max(0, ...of(service).map(({ lateMs }) => lateMs)) * Math.random()),
    isTwice: (service) => of(service).some(({ duplicateRate }) => Math.random() < duplicateRate),
  };
}
