/** How to start the process of an execution environment. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  /** Whether it writes `\\0end <request id>` to stdout and stderr after each invocation's output. */
  readonly marksOutputEnd: boolean;
}

/** What a function's process is started with. */
export interface Start {
  readonly runtime: string;
  readonly taskRoot: string;
  /** MB. */
  readonly memorySize: number;
  readonly inspectPort: number | undefined;
}

/**
 * Any program that speaks the Lambda Runtime API can be a runtime: it gets AWS_LAMBDA_RUNTIME_API from the environment, and
 * needs nothing else.
 */
export interface Runtime {
  /** Of the names that it runs. */
  readonly prefix: string;
  /** What this machine lacks to run it, for people. Default: nothing. */
  missing?(runtime: string): string | undefined;
  command(start: Start): Command;
}
