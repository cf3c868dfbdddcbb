import { HeadObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import type { ImageState, TrailEntry } from '@darkroom/catalog';
import { type LogEvent, type LogSource, readLogs } from './logs/read-logs.ts';
import { readSpans, type TraceSpan } from './logs/read-spans.ts';
import type { DeployedStack } from './stack.ts';

/** What happened to one image, as far as S3, the catalog and the functions' logs tell. */
export interface Trail {
  readonly id: string;
  /** `undefined` if the catalog has never heard of it, or has forgotten it. */
  readonly image: ImageState | undefined;
  /** The original that is there now. */
  readonly original: { readonly at: Date; readonly bytes: number } | undefined;
  /** As `GET /images/{id}/trail` has it: it lasts longer than logs, and says less. */
  readonly recorded: readonly TrailEntry[];
  /** What the functions logged, in the order of their times. */
  readonly events: readonly LogEvent[];
  /** Where the stage is traced to CloudWatch. */
  readonly spans: readonly TraceSpan[];
}

/** Lambda writes its first line after S3 has stored the original, whose time S3 gives in whole seconds. */
const earlierMs = 60_000;
/** Where the catalog does not say when the image came. */
const lookBackMs = 24 * 3600 * 1000;

/** Reads logs from `since` on, or else from the time when the image was created. */
export async function readTrail(
  stack: Pick<DeployedStack, 'catalog' | 's3' | 'originalsBucket'>,
  source: LogSource,
  id: string,
  since?: Date,
): Promise<Trail> {
  const image = await stack.catalog.look(id);
  const created =
    image && 'createdAt' in image ? Date.parse(image.createdAt) - earlierMs : Date.now() - lookBackMs;
  const from = since ?? new Date(created);
  const query = { from, about: id };
  const events: LogEvent[] = [];
  for await (const event of readLogs(source, query)) if (event.line.kind !== 'routine') events.push(event);
  const spans =
    image?.correlationId === undefined ? [] : await readSpans(source.logs, image.correlationId, from);
  const recorded = image && 'trail' in image ? (image.trail ?? []) : [];
  return { id, image, original: image && (await findOriginal(stack, image.key)), recorded, events, spans };
}

async function findOriginal(
  { s3, originalsBucket }: Pick<DeployedStack, 's3' | 'originalsBucket'>,
  key: string,
): Promise<Trail['original']> {
  try {
    const { LastModified, ContentLength } = await s3.send(
      new HeadObjectCommand({ Bucket: originalsBucket, Key: key }),
    );
    return LastModified && { at: LastModified, bytes: ContentLength ?? 0 };
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined;
    throw error;
  }
}
