import type { Owed } from '../../../channels/outbox.ts';
import type { TopicMessage } from '../publish/topic-message.ts';
import type { Protocol } from '../subscriptions/subscription.ts';

/** A message to be delivered to one endpoint, with the subscription as it was at publication. */
export interface Delivery extends Owed {
  readonly subscriptionArn: string;
  readonly protocol: Protocol;
  readonly endpoint: string;
  readonly isRaw: boolean;
  readonly deadLetterArn?: string;
  /** For URLs: the waits before retries, and the content type of the request. */
  readonly http?: { readonly retryDelaysMs: readonly number[]; readonly contentType: string };
  readonly message: TopicMessage;
}
