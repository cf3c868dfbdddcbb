import * as z from 'zod';
import { uploadTries } from './manifest.ts';

/** What SQS invokes a function with (AWS Lambda Developer Guide, "Using Lambda with Amazon SQS"). */
const messagesSchema = z.object({
  Records: z.array(z.object({ eventSource: z.literal('aws:sqs'), messageId: z.string(), body: z.string() })),
});

/** An S3 notification on which the uploads queue has given up. */
export interface GivenUpUpload {
  readonly messageId: string;
  /** S3's JSON. */
  readonly body: string;
}

/** The messages of a queue's event; `undefined` for another event. */
export function parseGivenUpUploads(event: unknown): readonly GivenUpUpload[] | undefined {
  return messagesSchema.safeParse(event).data?.Records;
}

/**
 * Has the form of Lambda's own record of an event on which it gave up, so that subscribers read one form. A queue does
 * not know how the attempts ended.
 */
export function invocationRecord(
  { messageId, body }: GivenUpUpload,
  { functionName, now }: { functionName: string; now: Date },
): string {
  return JSON.stringify({
    version: '1.0',
    timestamp: now.toISOString(),
    requestContext: {
      requestId: messageId,
      functionArn: functionName,
      condition: 'RetriesExhausted',
      approximateInvokeCount: uploadTries,
    },
    requestPayload: JSON.parse(body),
  });
}
