import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { invalidParameter } from '../invalid-parameter.ts';

/** How to start the process of an execution environment. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  /** Whether it writes `\\0end <request id>` to stdout and stderr after each invocation's output. */
  readonly marksOutputEnd: boolean;
}

const nodeBootstrap = fileURLToPath(new URL('../../../../runtimes/nodejs.mjs', import.meta.url));

/**
 * Runtimes by the prefix of their name. Any program that speaks the Lambda Runtime API can be added here: it gets
 * AWS_LAMBDA_RUNTIME_API from the environment, and needs nothing else.
 */
const runtimes: readonly {
  readonly prefix: string;
  command(taskRoot: string, memorySize: number, inspectPort: number | undefined): Command;
}[] = [
  {
    // The developer's own Node.js, for nodejs20.x and nodejs22.x alike.
    prefix: 'nodejs',
    command: (_, memorySize, inspectPort) => ({
      file: process.execPath,
      args: [
        `--max-old-space-size=${Math.max(64, Math.floor(memorySize * 0.9))}`,
        '--enable-source-maps',
        ...(inspectPort === undefined ? [] : [`--inspect-wait=127.0.0.1:${inspectPort}`]),
        nodeBootstrap,
      ],
      marksOutputEnd: true,
    }),
  },
  {
    prefix: 'provided',
    command: (taskRoot) => ({ file: join(taskRoot, 'bootstrap'), args: [], marksOutputEnd: false }),
  },
];

/** Source: AWS's own response to an unknown runtime. */
const ofAws = [
  ...['nodejs16.x', 'nodejs18.x', 'nodejs20.x', 'nodejs22.x', 'nodejs24.x'],
  ...['python3.8', 'python3.9', 'python3.10', 'python3.11', 'python3.12', 'python3.13', 'python3.14'],
  ...['java8.al2', 'java11', 'java17', 'java21', 'java25', 'dotnet6', 'dotnet8', 'dotnet10'],
  ...['ruby3.2', 'ruby3.3', 'ruby3.4', 'provided.al2', 'provided.al2023'],
];

/** Source: AWS Lambda Developer Guide, "Deprecated runtimes", those that can no longer be used. */
const retired = [
  ...['nodejs', 'nodejs4.3', 'nodejs4.3-edge', 'nodejs6.10', 'nodejs8.10', 'nodejs10.x', 'nodejs12.x'],
  ...['nodejs14.x', 'python2.7', 'python3.6', 'python3.7', 'java8', 'dotnetcore1.0', 'dotnetcore2.0'],
  ...['dotnetcore2.1', 'dotnetcore3.1', 'dotnet5.0', 'dotnet7', 'ruby2.5', 'ruby2.7', 'go1.x', 'provided'],
];

/** Whether AWS has a runtime that local-aws cannot run. */
export function isForeignRuntime(runtime: string): boolean {
  return ofAws.includes(runtime) && !runtimes.some(({ prefix }) => runtime.startsWith(prefix));
}

/** Throws InvalidParameterValueException for what is not, or no longer, a runtime of AWS. */
export function checkRuntime(runtime: string): void {
  if (retired.includes(runtime))
    throw invalidParameter(
      `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`,
    );
  if (!ofAws.includes(runtime))
    throw invalidParameter(
      `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${ofAws.join(', ')}] or be a valid ARN`,
    );
}

export function commandOf(
  runtime: string,
  taskRoot: string,
  memorySize: number,
  inspectPort: number | undefined,
): Command {
  const found = runtimes.find(({ prefix }) => runtime.startsWith(prefix));
  if (!found) throw new Error(`No runtime ${runtime}`);
  return found.command(taskRoot, memorySize, inspectPort);
}
