import type { InvocationResult } from '../../../cloud/ports.ts';
import type { Outcome } from './execution-environment.ts';
import { maximumResponseBytes } from './payload-limits.ts';

type Answered = Pick<InvocationResult, 'payload' | 'functionError'>;

/** What the caller gets: the function's own response, or Lambda's message about how it ended. */
export function answerOf(outcome: Outcome, requestId: string): Answered {
  switch (outcome.kind) {
    case 'response':
      if (outcome.bytes <= maximumResponseBytes) return { payload: outcome.payload };
      return failure(
        'Function.ResponseSizeTooLarge',
        `Response payload size (${outcome.bytes} bytes) exceeded maximum allowed payload size (${maximumResponseBytes} bytes).`,
      );
    case 'error':
      return { payload: outcome.payload, functionError: 'Unhandled' };
    case 'timeout':
      return failure(
        'Sandbox.Timedout',
        `RequestId: ${requestId} Error: ${timeoutMessage(outcome.milliseconds)}`,
      );
    case 'exit':
      return failure('Runtime.ExitError', `RequestId: ${requestId} Error: ${outcome.reason}`);
  }
}

/** The line that Lambda itself writes to the log about an outcome. */
export function logLineOf(outcome: Outcome, requestId: string): string | undefined {
  if (outcome.kind === 'timeout') {
    return `${new Date().toISOString()} ${requestId} ${timeoutMessage(outcome.milliseconds)}\n`;
  }
  return outcome.kind === 'exit'
    ? `RequestId: ${requestId} Error: ${outcome.reason}\nRuntime.ExitError`
    : undefined;
}

function timeoutMessage(milliseconds: number): string {
  return `Task timed out after ${(milliseconds / 1000).toFixed(2)} seconds`;
}

function failure(errorType: string, errorMessage: string): Answered {
  return { payload: Buffer.from(JSON.stringify({ errorType, errorMessage })), functionError: 'Unhandled' };
}
