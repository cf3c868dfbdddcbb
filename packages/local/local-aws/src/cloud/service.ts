import type { Service } from '../protocol/message.ts';
import type { Cloud } from './cloud.ts';
import type { Ports } from './ports.ts';

/** What a service's folder exports: the service as requests see it, and the ports that it offers to other services. */
export interface EmulatedService {
  readonly services: readonly Service[];
  readonly ports?: Partial<Ports>;
  /** Called once the gateway listens: resumes queues, pollers and timers from what storage holds. */
  start?(): Promise<void>;
  /** Stops everything that the service started; storage is still open. */
  close?(): Promise<void>;
}

export type ServiceFactory = (cloud: Cloud) => Promise<EmulatedService>;
