import type { MessageAttributes } from '../../../cloud/ports.ts';

/** A published message for one subscription, or a subscription confirmation. */
export interface TopicMessage {
  readonly id: string;
  readonly topicArn: string;
  readonly subject?: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  /** The trace header of the request that caused it, if it had one. */
  readonly traceHeader?: string;
  /** ISO 8601, UTC, with milliseconds. */
  readonly timestamp: string;
  /** `1` is SHA1withRSA, `2` SHA256withRSA. */
  readonly signatureVersion: string;
  /** For a subscription confirmation: the token with which the endpoint confirms. */
  readonly token?: string;
}
