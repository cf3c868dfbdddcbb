import { versionOf } from '@darkroom/catalog';
import { uploadsPrefix } from '@darkroom/pipeline-config';
import * as z from 'zod';

/** What the function must do about one object. */
export type ImageEvent = {
  /** Joins it with the request that announced the upload, or with S3's own; absent where nobody says. */
  readonly correlationId?: string;
} & (
  | {
      readonly type: 'uploaded';
      readonly key: string;
      readonly version: string;
      readonly eTag: string;
      readonly byForm?: FormUpload;
    }
  | { readonly type: 'reprocess'; readonly key: string; readonly version: string; readonly eTag: string }
  | { readonly type: 'removed'; readonly key: string; readonly version: string }
  /** One version of an object is deleted for good; an older one may have become current. */
  | { readonly type: 'version-removed'; readonly key: string; readonly version: string }
);

/** An object that an upload form created, or the parts that the API signed. */
export interface FormUpload {
  readonly at: Date;
  /** Absent if the bucket keeps no versions. */
  readonly versionId?: string;
}

/** Not about an image of ours, or malformed: a retry would bring the same bytes again. */
export interface Unusable {
  readonly type: 'ignored' | 'malformed';
  readonly reason: string;
}

const sequencer = z.string().regex(/^[0-9a-f]+$/i);
const requestId = z.object({ 'x-amz-request-id': z.string() }).optional().catch(undefined);
const eventTime = z.iso.datetime().transform((time) => new Date(time));
/** S3 encodes keys in events like form data: a space is `+`, the rest is percent-encoded UTF-8. */
const encodedKey = z.string().transform((key, context) => {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    context.addIssue('is not percent-encoded UTF-8');
    return z.NEVER;
  }
});

/** A text that is not JSON stays text, and is then not an event. */
const jsonText = z.string().transform((text): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
});

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html, the fields used here. */
const notification = z.object({ Records: z.array(z.looseObject({ eventSource: z.literal('aws:s3') })) });
const bucketOf = z.object({
  eventName: z.string(),
  s3: z.object({ bucket: z.object({ name: z.string() }) }),
});
const created = z.object({
  eventTime,
  responseElements: requestId,
  /** `AWS:{role id}:{session}`; of a function the session is its name. */
  userIdentity: z.object({ principalId: z.string() }).optional(),
  s3: z.object({
    object: z.object({
      key: encodedKey,
      sequencer,
      eTag: z.string(),
      size: z.int(),
      versionId: z.string().optional(),
    }),
  }),
});
const removed = z.object({
  eventTime,
  responseElements: requestId,
  s3: z.object({ object: z.object({ key: encodedKey, sequencer, versionId: z.string().optional() }) }),
});

/** What `POST /images/{id}/reprocess` sends. */
const reprocess = z.object({
  reprocess: z.object({
    key: z.string(),
    version: z.string(),
    eTag: z.string(),
    correlationId: z.string().optional(),
  }),
});
const testEvent = z.object({ Event: z.literal('s3:TestEvent') });

/** S3's notification as a queue delivers it (AWS Lambda Developer Guide, "Using Lambda with Amazon SQS"). */
const messages = z.object({
  Records: z.array(z.object({ eventSource: z.literal('aws:sqs'), body: jsonText })).min(1),
});

/** Parses whatever S3, a queue or the API invoked the function with. Never throws. */
export function parseEvent(event: unknown, originalsBucket: string): (ImageEvent | Unusable)[] {
  const queued = messages.safeParse(event);
  if (queued.success) return queued.data.Records.flatMap(({ body }) => parseEvent(body, originalsBucket));
  const direct = reprocess.safeParse(event);
  if (direct.success) {
    const { correlationId, ...asked } = direct.data.reprocess;
    return [{ type: 'reprocess', ...asked, ...(correlationId !== undefined && { correlationId }) }];
  }
  if (testEvent.safeParse(event).success) return [ignored("S3's test event")];
  const { data } = notification.safeParse(event);
  if (!data) return [ignored('neither an S3 notification nor a reprocess')];
  return data.Records.map((record) => parseRecord(record, originalsBucket));
}

function parseRecord(record: unknown, originalsBucket: string): ImageEvent | Unusable {
  const kind = bucketOf.safeParse(record);
  if (!kind.success) return malformed(kind.error);
  const { eventName, s3 } = kind.data;
  if (s3.bucket.name !== originalsBucket) return ignored(`about another bucket, ${s3.bucket.name}`);

  if (eventName.startsWith('ObjectCreated:')) {
    const parsed = created.safeParse(record);
    if (!parsed.success) return malformed(parsed.error);
    const { eventTime: at } = parsed.data;
    const { key, sequencer, eTag, size, versionId } = parsed.data.s3.object;
    const version = versionOf({ sequencer, eventTime: at });
    // The S3 console creates "folders" as empty objects.
    if (key.endsWith('/') && size === 0) return ignored('a folder, not an image');
    const correlation = correlationOf(key, parsed.data.responseElements);
    const upload = { type: 'uploaded', key, version, eTag, ...correlation } as const;
    if (!isByCaller(eventName, parsed.data.userIdentity?.principalId)) return upload;
    return { ...upload, byForm: { at, ...(versionId !== undefined && { versionId }) } };
  }
  if (eventName.startsWith('ObjectRemoved:')) {
    const parsed = removed.safeParse(record);
    if (!parsed.success) return malformed(parsed.error);
    const { key, sequencer, versionId } = parsed.data.s3.object;
    const version = versionOf({ sequencer, eventTime: parsed.data.eventTime });
    const oneVersion = versionId !== undefined && eventName === 'ObjectRemoved:Delete';
    const correlation = correlationOf(key, parsed.data.responseElements);
    return { type: oneVersion ? 'version-removed' : 'removed', key, version, ...correlation };
  }
  return ignored(`an event that changes no image, ${eventName}`);
}

/**
 * Whether a caller of the API created the object. Forms need no more than their event's name. Others complete uploads in
 * parts too, such as the AWS CLI, so there the credentials must be those by which the API signs.
 */
function isByCaller(eventName: string, principalId = ''): boolean {
  if (eventName === 'ObjectCreated:Post') return true;
  return eventName === 'ObjectCreated:CompleteMultipartUpload' && /:[\w-]+-images-api$/.test(principalId);
}

const announcedKey = new RegExp(`^${uploadsPrefix}([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/`);

/** The API puts the id of its request into the key: an event has no metadata of the object. */
function correlationOf(key: string, response: z.output<typeof requestId>): { correlationId?: string } {
  const correlationId = announcedKey.exec(key)?.[1] ?? response?.['x-amz-request-id'];
  return correlationId === undefined ? {} : { correlationId };
}

function ignored(reason: string): Unusable {
  return { type: 'ignored', reason };
}

function malformed(error: z.ZodError): Unusable {
  return { type: 'malformed', reason: z.prettifyError(error) };
}
