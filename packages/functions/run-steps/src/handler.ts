import { type Catalog, hasAnswered } from '@darkroom/catalog';
import { type ImageEvent, onImageEvent } from '@darkroom/lambda-kit';
import { parseReadyAnswer, type StepRequest, stepRequestSchema } from '@darkroom/steps';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { requestOf } from './request-of.ts';

export interface Dependencies {
  readonly catalog: Pick<Catalog, 'get' | 'hear'>;
  readonly originalsBucket: string;
  readonly variantsBucket: string;
  /** Their names. */
  readonly steps: readonly string[];
  /** Resolves when Lambda has accepted the request, not when the step has answered. */
  invoke(request: StepRequest): Promise<void>;
  readonly log: {
    info(message: string, fields: Record<string, unknown>): void;
    error(message: string, fields: Record<string, unknown>): void;
  };
}

/** What Lambda sends when a step has answered (AWS Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations"). */
const answeredSchema = z.object({
  requestPayload: stepRequestSchema,
  // Absent is not null: AWS does not say how it tells of an answer that is no JSON.
  responsePayload: z.unknown().default('no JSON'),
});

/** Asks the steps after `ready`, and records what they answer. Both may happen twice: README.md. */
export function createHandler({ catalog, steps, invoke, log, ...buckets }: Dependencies) {
  async function ask({ image: { id, version, correlationId } }: ImageEvent): Promise<void> {
    const about = { id, version, correlation_id: correlationId };
    const image = await catalog.get(id);
    if (image?.status !== 'ready' || image.version !== version) {
      log.info('superseded', about);
      return;
    }
    const asked = steps.filter((step) => !hasAnswered(image, step));
    for (const step of asked) await invoke(requestOf(image, version, step, buckets));
    log.info('asked', { ...about, steps: asked });
  }

  async function hear({ requestPayload, responsePayload }: z.output<typeof answeredSchema>): Promise<void> {
    const { step, image } = requestPayload;
    const { id, version, correlationId } = image;
    const said = parseReadyAnswer(step, responsePayload);
    const heard = await catalog.hear(id, { step, version, said });
    const about = { id, version, correlation_id: correlationId, step };
    log.info(heard ? 'answered' : 'superseded', { ...about, said: Object.keys(said) });
  }

  const onBatch = onImageEvent(ask, log);

  return async (event: SQSEvent | unknown): Promise<SQSBatchResponse | undefined> => {
    if (isBatch(event)) return onBatch(event);
    await hear(answeredSchema.parse(event));
    return undefined;
  };
}

function isBatch(event: unknown): event is SQSEvent {
  return typeof event === 'object' && event !== null && 'Records' in event;
}
