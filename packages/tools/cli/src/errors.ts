/** A problem that the user can solve. The message says how; no stack trace is shown. */
export class CliError extends Error {
  readonly code: string;
  /** 2 for wrong usage, 1 for everything else. */
  readonly exitCode: 1 | 2;

  constructor(code: string, message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.name = 'CliError';
    this.code = code;
    this.exitCode = exitCode;
  }
}
