import type { FailedEvent } from './failed-event.ts';

interface Explanation {
  readonly pattern: RegExp;
  readonly cause: string;
  /** For an operator, who deploys and redrives. */
  readonly advice: string;
}

const deployAgain = 'Deploy the stack again, then redrive.';
const deployChange = 'Then deploy and redrive.';

/** Known errors of our functions, recognised by their text; the first that matches is shown. */
const explanations: readonly Explanation[] = [
  {
    pattern: /EventAgeExceeded/,
    cause: 'It waited too long for a free execution.',
    advice: "Raise the account's concurrency limit, or redrive when there is less load.",
  },
  {
    pattern: /AccessDenied|not authorized to perform/,
    cause: "The function's role lacks this permission.",
    advice: deployAgain,
  },
  {
    pattern: /Throttl|ProvisionedThroughput|RequestLimitExceeded|TooManyRequests|SlowDown/,
    cause: 'AWS throttled the requests.',
    advice: 'This is temporary. Redrive.',
  },
  {
    pattern: /Task timed out|Sandbox\.Timedout/,
    cause:
      'The function timed out. Raise functions.processUpload.timeoutSeconds or memoryMb in darkroom.config.ts.',
    advice: deployChange,
  },
  {
    pattern: /OutOfMemory|signal: killed/,
    cause: 'The function ran out of memory. Raise functions.processUpload.memoryMb in darkroom.config.ts.',
    advice: deployChange,
  },
  {
    pattern: /Runtime\.(ImportModuleError|HandlerNotFound|UserCodeSyntaxError|ExitError)/,
    cause: "The function's code did not start.",
    advice: 'Deploy a version that starts, then redrive.',
  },
  {
    pattern: /ResourceNotFound|NoSuchBucket/,
    cause: 'A table or bucket of the stack no longer exists.',
    advice: deployAgain,
  },
];

/** Why an event's invocations failed, if that is known. */
export function causeOf({ condition, errorType, errorMessage }: FailedEvent): Explanation | undefined {
  const told = `${condition} ${errorType} ${errorMessage}`;
  return explanations.find(({ pattern }) => pattern.test(told));
}

/** Why an event's invocations failed, and what to do. */
export function explainFailure(event: FailedEvent): string {
  const { cause, advice } = causeOf(event) ?? {
    cause: 'Probably a temporary fault of AWS or of the network:',
    advice: 'redrive.',
  };
  return `${cause} ${advice}`;
}
