import * as z from 'zod';
import { StepFailedError } from './ask-steps.ts';

/** What Lambda answers for a function that failed; a function in some languages has no message, or its own form. */
const failureSchema = z
  .object({ errorType: z.string().catch(''), errorMessage: z.string().catch('') })
  .catch({ errorType: 'Unknown', errorMessage: '' });

/**
 * What a step's function returned, from the payload of Lambda's answer. Lambda passes on what a runtime of one's own
 * says, JSON or not. Throws `StepFailedError`.
 */
export function readAnswer(step: string, payload: string, functionError: string | undefined): unknown {
  const answer = parseJson(payload || 'null');
  if (functionError !== undefined) {
    const { errorType, errorMessage } = failureSchema.parse(answer);
    throw new StepFailedError(step, `${errorType} ${errorMessage}`.trim());
  }
  if (answer === undefined) throw new StepFailedError(step, 'its answer is not JSON');
  return answer;
}

/** Undefined if it is none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
