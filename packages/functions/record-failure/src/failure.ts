import type { GivenUpCode } from '@darkroom/catalog';
import type { InvocationRecord } from '@darkroom/image-events';

export interface Failure {
  readonly code: GivenUpCode;
  /** Shown to the uploader, so it reveals nothing about the account. */
  readonly reason: string;
}

/** What Lambda's record says about a function that ended without an answer. */
const endings: readonly { readonly pattern: RegExp; readonly failure: Failure }[] = [
  {
    pattern: /Sandbox\.Timedout|Task timed out after/,
    failure: {
      code: 'TimedOut',
      reason:
        'Its variants took longer than the function may run: raise functions.processUpload.timeoutSeconds or memoryMb, or upload a smaller image.',
    },
  },
  {
    pattern:
      /Runtime\.(ExitError|OutOfMemory)|Runtime exited|signal: |Process exited before completing request/,
    failure: {
      code: 'Crashed',
      reason:
        "The function's process died while processing it, most likely because it ran out of memory: raise functions.processUpload.memoryMb, or upload a smaller image.",
    },
  },
];

/** Why an image has no variants, from Lambda's record of the event on which it gave up. */
export function failureOf({ condition, functionFailed, error }: InvocationRecord): Failure {
  if (condition === 'EventAgeExceeded' && !functionFailed) {
    return {
      code: 'Expired',
      reason:
        'The function had no free execution for so long that Lambda dropped the event: redrive it, or upload the image again.',
    };
  }
  const told = `${error.type} ${error.message}`;
  const ending = endings.find(({ pattern }) => pattern.test(told));
  if (ending) return ending.failure;
  const cause = /^[\w.:-]{1,64}$/.test(error.type ?? '') ? error.type : condition;
  return {
    code: 'Unavailable',
    reason: `The pipeline could not process it (${cause}). The image is not the cause: redrive the event, or upload the image again.`,
  };
}
