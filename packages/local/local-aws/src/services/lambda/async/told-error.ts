import { z } from 'zod';

const errorSchema = z.object({ errorType: z.string().default('Error'), errorMessage: z.string() });

/** The error in a function's response, for people. */
export function toldError(payload: Uint8Array): string {
  const text = Buffer.from(payload).toString('utf8');
  try {
    const { errorType, errorMessage } = errorSchema.parse(JSON.parse(text));
    return `${errorType}: ${errorMessage}`;
  } catch {
    return text; // another runtime's own words
  }
}
