import type { FocalPoint, ImageRecord, ImageState } from './image-record.ts';
import { originalOf } from './version.ts';
import { mostTags } from './words.ts';

/** What a step says about a version of an image. */
export interface StepAnswer {
  readonly step: string;
  readonly version: string;
  readonly said: {
    readonly alt?: string | undefined;
    readonly title?: string | undefined;
    readonly tags?: readonly string[] | undefined;
    readonly focalPoint?: FocalPoint | undefined;
  };
}

/** Whether a step has answered for the original that an image has now. */
export function hasAnswered(
  { steps, version }: Pick<ImageRecord, 'steps' | 'version'>,
  step: string,
): boolean {
  return version !== undefined && answeredFor(steps, step) === originalOf(version);
}

/**
 * Adds tags, and fills in what nobody has said yet: a step overwrites no person. It counts once for each original, so that
 * what people take back afterwards stays away. Undefined if it changes nothing or came too late.
 */
export function hearStep(
  state: ImageState | undefined,
  { step, version, said }: StepAnswer,
  now: Date,
): ImageRecord | undefined {
  if (!state || state.status === 'deleted' || state.version !== version || hasAnswered(state, step))
    return undefined;
  const { alt, title, focalPoint } = { ...said, ...state };
  const tags = [...new Set([...(state.tags ?? []), ...(said.tags ?? [])])].slice(0, mostTags);
  return {
    ...state,
    ...(alt !== undefined && { alt }),
    ...(title !== undefined && { title }),
    ...(focalPoint !== undefined && { focalPoint }),
    ...(tags.length > 0 && { tags }),
    steps: [
      ...(state.steps ?? []).filter((answer) => answer.step !== step),
      { step, original: originalOf(version) },
    ],
    updatedAt: now.toISOString(),
  };
}

function answeredFor(steps: ImageRecord['steps'], step: string): string | undefined {
  return steps?.find((answer) => answer.step === step)?.original;
}
