import { focalPointSchema, mostTags, oneLine, tagText } from '@darkroom/catalog';
import * as z from 'zod';

const lineSchema = (most: number) => z.string().overwrite(oneLine).min(1).max(most);

/** What a step may answer; everything is optional, and null says nothing, as a whole or in a field. */
export const stepAnswerSchema = z
  .strictObject({
    veto: z
      .strictObject({
        reason: lineSchema(500).describe('For people: the image has it as the reason of its failure.'),
      })
      .nullish()
      .describe('Only after decode: the image fails with the code Vetoed, and has no variants.'),
    tags: z
      .array(z.string().overwrite(tagText).min(1).max(50))
      .max(mostTags)
      .nullish()
      .describe(`Added to those that the image has, up to ${mostTags}; in lower case.`),
    alt: lineSchema(1000).nullish().describe('What the picture shows; kept if nobody has said it before.'),
    title: lineSchema(200).nullish().describe('Kept if the image has none.'),
    focalPoint: focalPointSchema
      .nullish()
      .describe(
        'What crops keep, in fractions of width and height from the top left; kept if the image has none. Crops of presets with the focus own depend on it.',
      ),
  })
  .nullable()
  .describe('What a step of Darkroom answers.');

type Said<Answer> = { readonly [Field in keyof Answer]?: NonNullable<Answer[Field]> };
export type StepAnswer = Said<NonNullable<z.output<typeof stepAnswerSchema>>>;

const readyAnswerSchema = stepAnswerSchema.unwrap().extend({ veto: z.null().optional() }).nullable();

/** A step answered something else than the contract allows. */
export class InvalidAnswerError extends Error {
  readonly code = 'InvalidAnswer';
  /** Whether there is a veto in it all the same. */
  readonly hasVeto: boolean;
  constructor(step: string, answer: unknown, error: z.ZodError) {
    super(`The step ${step} answered what docs/steps.md does not allow: ${z.prettifyError(error)}`);
    this.name = 'InvalidAnswerError';
    this.hasVeto = z.object({ veto: z.custom((veto) => Boolean(veto)) }).safeParse(answer).success;
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

function parse<T extends object>(schema: z.ZodType<T | null>, step: string, answer: unknown): Said<T> {
  const parsed = schema.safeParse(answer ?? null);
  if (!parsed.success) throw new InvalidAnswerError(step, answer, parsed.error);
  const said = Object.entries(parsed.data ?? {}).filter(([, value]) => value !== null);
  return Object.fromEntries(said) as Said<T>;
}
