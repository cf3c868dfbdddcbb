import type { TopicMessage } from '../publish/topic-message.ts';
import type { Protocol } from '../subscriptions/subscription.ts';

/** A message on its way to one endpoint, as the subscription was when it was published. */
export interface Delivery {
  /** Its key in storage. */
  readonly id: string;
  readonly subscriptionArn: string;
  readonly protocol: Protocol;
  readonly endpoint: string;
  readonly isRaw: boolean;
  readonly deadLetterArn?: string;
  /** Of URLs: the waits before retries, and the type of what is posted. */
  readonly http?: { readonly retryDelaysMs: readonly number[]; readonly contentType: string };
  readonly message: TopicMessage;
  /** Attempts that ended in a fault of the endpoint. */
  readonly failures: number;
  /** Not before this moment, milliseconds since the epoch. */
  readonly dueAt: number;
}
