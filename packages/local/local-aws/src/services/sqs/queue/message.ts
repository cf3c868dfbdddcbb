import { createHash } from 'node:crypto';
import { z } from 'zod';

export const messageAttributesSchema = z.record(
  z.string(),
  z.strictObject({
    DataType: z.string().nullish(),
    StringValue: z.string().nullish(),
    BinaryValue: z.base64().nullish(),
    /** Reserved by AWS for later; see message-rules.ts. */
    StringListValues: z.array(z.string()).nullish(),
    BinaryListValues: z.array(z.string()).nullish(),
  }),
);

export type MessageAttributes = z.output<typeof messageAttributesSchema>;

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  /** For fair queues: the tenant of the message. Order and fairness are the same here. */
  readonly groupId?: string | undefined;
  /** The system attribute AWSTraceHeader. */
  readonly traceHeader?: string | undefined;
  /** Milliseconds since the epoch, as all times here. */
  readonly sentAt: number;
  readonly senderId: string;
  readonly visibleAt: number;
  readonly receiveCount: number;
  readonly firstReceivedAt?: number;
  /** The handle of the latest receive; only this one deletes the message. */
  readonly receipt?: string;
  /** ARN of the queue from which it was moved. */
  readonly deadLetterSource?: string;
}

export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/** Amazon SQS Developer Guide, "Calculating the MD5 message digest for message attributes". */
export function md5OfAttributes(attributes: MessageAttributes): string {
  const hash = createHash('md5');
  const add = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of Object.keys(attributes).sort()) {
    const { DataType, StringValue, BinaryValue } = attributes[name] ?? {};
    add(Buffer.from(name));
    add(Buffer.from(DataType ?? ''));
    const isBinary = DataType?.startsWith('Binary');
    hash.update(Buffer.from([isBinary ? 2 : 1]));
    add(isBinary ? Buffer.from(BinaryValue ?? '', 'base64') : Buffer.from(StringValue ?? ''));
  }
  return hash.digest('hex');
}
