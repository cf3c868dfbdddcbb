import { parseInvocationRecord } from '@darkroom/image-events';
import { z } from 'zod';
import { decodeKey } from './decode-key.ts';

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
const stepSchema = z.object({ step: z.string(), image: z.object({ key: z.string() }) });
/** Of a step whose answer was not accepted. */
const answerSchema = z.object({ requestPayload: stepSchema });

/** An event on which Lambda gave up, explained. */
export interface FailedEvent {
  /** Without the `:$LATEST` qualifier. */
  readonly functionArn: string;
  readonly failedAt: string;
  readonly attempts: number;
  /** `RetriesExhausted` or `EventAgeExceeded`. */
  readonly condition: string;
  readonly errorType: string;
  readonly errorMessage: string;
  /** What the event was about: `ObjectCreated:Put photos/a.jpg`. */
  readonly subject: string;
  /** The objects that S3 named; none for other events. */
  readonly objects: readonly { readonly key: string; readonly eventTime: string }[];
  /** JSON to invoke the function with; absent if Lambda left it out because the record was too large for SNS. */
  readonly payload: string | undefined;
}

/** Parses a message of the failed-events queue; `undefined` if Lambda did not write it. */
export function parseFailedEvent(body: string): FailedEvent | undefined {
  const record = parseInvocationRecord(body);
  if (!record) return undefined;
  const { functionArn, at: failedAt, attempts, condition, error, payload } = record;
  return {
    functionArn,
    failedAt,
    attempts,
    condition,
    errorType: error.type ?? 'Unknown',
    errorMessage: error.message ?? '',
    ...contentOf(payload),
    payload: JSON.stringify(payload),
  };
}

function contentOf(payload: unknown): Pick<FailedEvent, 'subject' | 'objects'> {
  const reprocess = reprocessSchema.safeParse(payload);
  if (reprocess.success) return { subject: `reprocess ${reprocess.data.reprocess.key}`, objects: [] };
  const step = z
    .union([stepSchema, answerSchema.transform(({ requestPayload }) => requestPayload)])
    .safeParse(payload);
  if (step.success) return { subject: `step ${step.data.step} ${step.data.image.key}`, objects: [] };
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

/** Events from elsewhere may encode their keys differently. */
function keyOf(encoded: string): string {
  try {
    return decodeKey(encoded);
  } catch {
    return encoded;
  }
}
