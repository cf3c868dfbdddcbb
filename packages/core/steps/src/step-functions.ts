import * as z from 'zod';

const functionsSchema = z.record(z.string(), z.string());

/** The value of a variable with `{ nameOf: 'steps' }`: the name of each step's function, by the step's name. */
export function parseStepFunctions(variable: string): Readonly<Record<string, string>> {
  return functionsSchema.parse(JSON.parse(variable));
}
