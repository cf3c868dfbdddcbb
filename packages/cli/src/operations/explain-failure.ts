import type { FailedEvent } from './failed-event.ts';

/** What is known about errors of our functions, by what stands in them; the first that fits is told. */
const explanations: readonly { readonly pattern: RegExp; readonly advice: string }[] = [
  {
    pattern: /EventAgeExceeded/,
    advice:
      'It waited too long for concurrency. Raise the account concurrency, or redrive while less is going on.',
  },
  {
    pattern: /AccessDenied|not authorized to perform/,
    advice: "The function's role lacks this permission. Deploy the stack again, then redrive.",
  },
  {
    pattern: /Throttl|ProvisionedThroughput|RequestLimitExceeded|TooManyRequests|SlowDown/,
    advice: 'AWS asked for fewer requests. That passes: redrive.',
  },
  {
    pattern: /Task timed out|Sandbox\.Timedout/,
    advice:
      'The function ran out of time. Raise functions.processUpload.timeoutSeconds or memoryMb in darkroom.config.ts, deploy, then redrive.',
  },
  {
    pattern: /OutOfMemory|signal: killed/,
    advice:
      'The function ran out of memory. Raise functions.processUpload.memoryMb in darkroom.config.ts, deploy, then redrive.',
  },
  {
    pattern: /Runtime\.(ImportModuleError|HandlerNotFound|UserCodeSyntaxError|ExitError)/,
    advice: "The function's code did not start. Deploy a version that does, then redrive.",
  },
  {
    pattern: /ResourceNotFound|NoSuchBucket/,
    advice: 'A table or bucket of the stack is gone. Deploy the stack again, then redrive.',
  },
];

const otherwise = 'Probably a fault of AWS or of the network that has passed: redrive.';

/** What was wrong with an event's invocations, and what to do. */
export function explainFailure({ condition, errorType, errorMessage }: FailedEvent): string {
  const told = `${condition} ${errorType} ${errorMessage}`;
  return explanations.find(({ pattern }) => pattern.test(told))?.advice ?? otherwise;
}
