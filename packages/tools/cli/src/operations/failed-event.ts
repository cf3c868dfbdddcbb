import { z } from 'zod';
import { parseJson } from '../parse-json.ts';
import { decodeKey } from './decode-key.ts';

/** What Lambda's on-failure destination writes (AWS Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations"). */
const invocationRecordSchema = z.object({
  version: z.string(),
  timestamp: z.string(),
  requestContext: z.object({
    requestId: z.string(),
    functionArn: z.string(),
    condition: z.string(),
    approximateInvokeCount: z.number(),
  }),
  requestPayload: z.unknown(),
  responsePayload: z
    .object({ errorType: z.string().optional(), errorMessage: z.string().optional() })
    .nullish(),
});

const s3EventSchema = z.object({
  Records: z.array(
    z.object({
      eventName: z.string(),
      eventTime: z.iso.datetime(),
      s3: z.object({ object: z.object({ key: z.string() }) }),
    }),
  ),
});
const reprocessSchema = z.object({ reprocess: z.object({ key: z.string() }) });

/** One event that Lambda gave up on, explained. */
export interface FailedEvent {
  /** Without the `:$LATEST` qualifier. */
  readonly functionArn: string;
  readonly failedAt: string;
  readonly attempts: number;
  /** `RetriesExhausted` or `EventAgeExceeded`. */
  readonly condition: string;
  readonly errorType: string;
  readonly errorMessage: string;
  /** What it was about: `ObjectCreated:Put photos/a.jpg`. */
  readonly subject: string;
  /** What S3 told of; none for other events. */
  readonly objects: readonly { readonly key: string; readonly eventTime: string }[];
  readonly payload: string;
}

/** Parses a message of the failed-events queue; `undefined` for one that Lambda did not write. */
export function parseFailedEvent(body: string): FailedEvent | undefined {
  const parsed = invocationRecordSchema.safeParse(parseJson(body));
  if (!parsed.success) return undefined;
  const { requestContext, requestPayload, responsePayload, timestamp } = parsed.data;
  return {
    functionArn: requestContext.functionArn.replace(/(:function:[^:]+):[^:]+$/, '$1'),
    failedAt: timestamp,
    attempts: requestContext.approximateInvokeCount,
    condition: requestContext.condition,
    errorType: responsePayload?.errorType ?? 'Unknown',
    errorMessage: responsePayload?.errorMessage ?? '',
    ...contentOf(requestPayload),
    payload: JSON.stringify(requestPayload),
  };
}

function contentOf(payload: unknown): Pick<FailedEvent, 'subject' | 'objects'> {
  const reprocess = reprocessSchema.safeParse(payload);
  if (reprocess.success) return { subject: `reprocess ${reprocess.data.reprocess.key}`, objects: [] };
  const event = s3EventSchema.safeParse(payload);
  if (!event.success) return { subject: 'a direct invocation', objects: [] };
  const records = event.data.Records.map(({ s3, ...record }) => ({
    ...record,
    key: keyOf(s3.object.key),
  }));
  return {
    subject: records.map(({ eventName, key }) => `${eventName} ${key}`).join(', '),
    objects: records.map(({ key, eventTime }) => ({ key, eventTime })),
  };
}

/** An event of somebody else's may spell its key otherwise. */
function keyOf(encoded: string): string {
  try {
    return decodeKey(encoded);
  } catch {
    return encoded;
  }
}
