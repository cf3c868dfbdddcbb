import type { MessageAttributes } from '../../../cloud/ports.ts';

/** A published message as one subscription gets it, or what an endpoint is asked. */
export interface TopicMessage {
  readonly id: string;
  readonly topicArn: string;
  readonly subject?: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  /** Of the request that is the cause, if it had one. */
  readonly traceHeader?: string;
  /** ISO 8601, UTC, with milliseconds. */
  readonly timestamp: string;
  /** `1` is SHA1withRSA, `2` SHA256withRSA. */
  readonly signatureVersion: string;
  /** Of the question whether an endpoint wants the topic's messages: what confirms that it does. */
  readonly token?: string;
}
