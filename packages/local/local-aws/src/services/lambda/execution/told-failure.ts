import { z } from 'zod';
import type { InvocationResult } from '../../../cloud/ports.ts';

const document = z.object({ errorType: z.string().optional(), errorMessage: z.string().optional() });

/** What a function, or Lambda in its place, said about its failure. */
export function errorIn({ payload, functionError = 'Unhandled' }: InvocationResult): {
  readonly code: string;
  readonly message: string;
} {
  const text = Buffer.from(payload).toString('utf8');
  try {
    const { errorType = functionError, errorMessage = text } = document.parse(JSON.parse(text));
    return { code: errorType, message: errorMessage };
  } catch {
    return { code: functionError, message: text }; // a function in another language may report its error in another form
  }
}
