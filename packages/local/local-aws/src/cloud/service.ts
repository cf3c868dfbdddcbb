import type { Service } from '../protocol/message.ts';
import type { Cloud } from './cloud.ts';
import type { Ports } from './ports.ts';

/** What a service's folder exports: the service on the wire and the ports it offers to the others. */
export interface EmulatedService {
  readonly services: readonly Service[];
  readonly ports?: Partial<Ports>;
  /** Called once the gateway listens: resume queues, pollers and timers from what storage holds. */
  start?(): Promise<void>;
  /** Stops everything the service started; storage is still open. */
  close?(): Promise<void>;
}

export type ServiceFactory = (cloud: Cloud) => Promise<EmulatedService>;
