import { type Arrival, type Catalog, hasAnswered, type ImageRecord, type Original } from '@darkroom/catalog';
import type { DecodeStep } from '@darkroom/pipeline-config';
import {
  InvalidAnswerError,
  idempotencyKey,
  imageOf,
  parseAnswer,
  type StepAnswer,
  type StepRequest,
} from '@darkroom/steps';
import type { AskSteps } from '../pipeline.ts';

export interface Preview {
  readonly original: Original;
  readonly width: number;
  readonly height: number;
  /** A JPEG. */
  readonly bytes: Uint8Array;
}

export interface StepDependencies {
  readonly steps: readonly DecodeStep[];
  readonly catalog: Pick<Catalog, 'hear'>;
  readonly originalsBucket: string;
  /** Throws `ImageError`. */
  preview(bytes: Uint8Array): Promise<Preview>;
  /** What the function returns. Throws `StepFailedError` if it fails, and the SDK's errors, as for one that is throttled. */
  invoke(request: StepRequest): Promise<unknown>;
  readonly log: { warn(message: string, fields: Record<string, unknown>): void };
}

/** A step's function threw or ran out of time. A retry may mend it. */
export class StepFailedError extends Error {
  readonly code = 'StepFailed';
  constructor(step: string, reason: string) {
    super(`The step ${step} failed: ${reason}`);
    this.name = 'StepFailedError';
  }
}

/**
 * Asks the steps after `decode`, one after the other, so that each knows what those before it said. What one says is recorded
 * before the next is asked: a retry asks only those that have not answered.
 */
export function askSteps({ steps, catalog, preview, invoke, log, ...rest }: StepDependencies): AskSteps {
  return async (arrival, image, bytes) => {
    const waiting = steps.filter(({ name }) => !hasAnswered(image, name));
    if (waiting.length === 0) return { image };
    const picture = await preview(bytes);
    let known = image;
    for (const step of waiting) {
      const answer = await answerOf(
        step,
        requestOf(step.name, arrival, known, picture, rest.originalsBucket),
      );
      if (!answer) continue;
      const { veto, ...said } = answer;
      if (veto) return { veto: veto.reason };
      const heard = await catalog.hear(image.id, { step: step.name, version: arrival.version, said });
      if (!heard) return 'superseded';
      known = heard;
    }
    return { image: known };
  };

  /** Undefined if the step failed and the image goes on without it. */
  async function answerOf(step: DecodeStep, request: StepRequest): Promise<StepAnswer | undefined> {
    try {
      return parseAnswer(step.name, await invoke(request));
    } catch (error) {
      // Nobody is shown what a step has vetoed in the wrong words.
      const isOfStep =
        error instanceof StepFailedError || (error instanceof InvalidAnswerError && !error.hasVeto);
      if (!isOfStep || step.onFailure === 'retry') throw error;
      log.warn('went on without a step', {
        id: request.image.id,
        step: step.name,
        reason: error.message,
      });
      return undefined;
    }
  }
}

function requestOf(
  step: string,
  { key, version, eTag }: Arrival,
  image: ImageRecord,
  { original: { colourSpace: _, ...facts }, width, height, bytes }: Preview,
  bucket: string,
): StepRequest {
  const base64 = Buffer.from(bytes).toString('base64');
  return {
    step,
    idempotencyKey: idempotencyKey(step, { id: image.id, version }),
    after: 'decode',
    image: imageOf(image, version),
    original: { bucket, key, eTag, ...facts },
    preview: { contentType: 'image/jpeg', width, height, base64 },
  };
}
