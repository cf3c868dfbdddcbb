import type { Owed } from '../../../channels/outbox.ts';
import type { BusEvent } from '../event.ts';
import type { Target } from '../rule.ts';

/** An event to be delivered to one target, with the rule as it was when the event matched. */
export interface Delivery extends Owed {
  readonly ruleArn: string;
  readonly target: Pick<Target, 'Id' | 'Arn' | 'RoleArn' | 'DeadLetterConfig' | 'RetryPolicy'>;
  /** What the target gets. */
  readonly input: string;
  /** What its dead-letter queue gets. */
  readonly event: BusEvent;
  /** The trace header of the request that caused it, if it had one. */
  readonly traceHeader?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly acceptedAt: number;
}
