import type { FailedEvent } from './failed-event.ts';

interface Explanation {
  readonly pattern: RegExp;
  readonly cause: string;
  /** To an operator, who deploys and redrives. */
  readonly advice: string;
}

const deployAgain = 'Deploy the stack again, then redrive.';
const deployChange = 'Then deploy and redrive.';

/** What is known about errors of our functions, by what stands in them; the first that fits is told. */
const explanations: readonly Explanation[] = [
  {
    pattern: /EventAgeExceeded/,
    cause: 'It waited too long for concurrency.',
    advice: 'Raise the account concurrency, or redrive while less is going on.',
  },
  {
    pattern: /AccessDenied|not authorized to perform/,
    cause: "The function's role lacks this permission.",
    advice: deployAgain,
  },
  {
    pattern: /Throttl|ProvisionedThroughput|RequestLimitExceeded|TooManyRequests|SlowDown/,
    cause: 'AWS asked for fewer requests.',
    advice: 'That passes: redrive.',
  },
  {
    pattern: /Task timed out|Sandbox\.Timedout/,
    cause:
      'The function ran out of time. Raise functions.processUpload.timeoutSeconds or memoryMb in darkroom.config.ts.',
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
    advice: 'Deploy a version that does, then redrive.',
  },
  {
    pattern: /ResourceNotFound|NoSuchBucket/,
    cause: 'A table or bucket of the stack is gone.',
    advice: deployAgain,
  },
];

/** What was wrong with an event's invocations, where that is known. */
export function causeOf({ condition, errorType, errorMessage }: FailedEvent): Explanation | undefined {
  const told = `${condition} ${errorType} ${errorMessage}`;
  return explanations.find(({ pattern }) => pattern.test(told));
}

/** What was wrong with an event's invocations, and what to do. */
export function explainFailure(event: FailedEvent): string {
  const { cause, advice } = causeOf(event) ?? {
    cause: 'Probably a fault of AWS or of the network that has passed:',
    advice: 'redrive.',
  };
  return `${cause} ${advice}`;
}
