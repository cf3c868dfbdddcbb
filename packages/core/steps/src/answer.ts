import { focalPointSchema, mostTags, oneLine, tagText } from '@darkroom/catalog';
import * as z from 'zod';

const lineSchema = (most: number) => z.string().overwrite(oneLine).min(1).max(most);

/** What a step may answer; everything is optional, and null says nothing. */
export const stepAnswerSchema = z
  .strictObject({
    veto: z
      .strictObject({
        reason: lineSchema(500).describe('For people: the image has it as the reason of its failure.'),
      })
      .optional()
      .describe('Only after decode: the image fails with the code Vetoed, and has no variants.'),
    tags: z
      .array(z.string().overwrite(tagText).min(1).max(50))
      .max(mostTags)
      .optional()
      .describe(`Added to those that the image has, up to ${mostTags}; in lower case.`),
    alt: lineSchema(1000).optional().describe('What the picture shows; kept if nobody has said it before.'),
    title: lineSchema(200).optional().describe('Kept if the image has none.'),
    focalPoint: focalPointSchema
      .optional()
      .describe(
        'What crops keep, in fractions of width and height from the top left; kept if the image has none. Crops of presets with the focus own depend on it.',
      ),
  })
  .nullable()
  .describe('What a step of Darkroom answers.');

export type StepAnswer = NonNullable<z.output<typeof stepAnswerSchema>>;

const readyAnswerSchema = stepAnswerSchema.unwrap().omit({ veto: true }).nullable();

/** A step answered something else than the contract allows. */
export class InvalidAnswerError extends Error {
  readonly code = 'InvalidAnswer';
  constructor(step: string, error: z.ZodError) {
    super(`The step ${step} answered what docs/steps.md does not allow: ${z.prettifyError(error)}`);
    this.name = 'InvalidAnswerError';
  }
}

/** What a step after `decode` answered. Throws `InvalidAnswerError`. */
export function parseAnswer(step: string, answer: unknown): StepAnswer {
  return parse(stepAnswerSchema, step, answer);
}

/** What a step after `ready` answered: it cannot veto. Throws `InvalidAnswerError`. */
export function parseReadyAnswer(step: string, answer: unknown): Omit<StepAnswer, 'veto'> {
  return parse(readyAnswerSchema, step, answer);
}

function parse<T extends object>(schema: z.ZodType<T | null>, step: string, answer: unknown): T | object {
  const parsed = schema.safeParse(answer ?? null);
  if (!parsed.success) throw new InvalidAnswerError(step, parsed.error);
  return parsed.data ?? {};
}
