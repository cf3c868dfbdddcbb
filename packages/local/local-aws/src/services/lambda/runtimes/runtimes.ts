import { invalidParameter } from '../invalid-parameter.ts';
import { java } from './java.ts';
import { nodejs } from './nodejs.ts';
import { provided } from './provided.ts';
import { python } from './python.ts';
import type { Command, Runtime, Start } from './runtime.ts';

const runtimes: readonly Runtime[] = [nodejs, python, java, provided];

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
  return ofAws.includes(runtime) && !runtimeOf(runtime);
}

/** Throws InvalidParameterValueException for what is not, or no longer, a runtime of AWS, or not on this machine. */
export function checkRuntime(runtime: string): void {
  if (retired.includes(runtime))
    throw invalidParameter(
      `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`,
    );
  if (!ofAws.includes(runtime))
    throw invalidParameter(
      `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${ofAws.join(', ')}] or be a valid ARN`,
    );
  const missing = runtimeOf(runtime)?.missing?.(runtime);
  if (missing !== undefined)
    throw invalidParameter(
      `local-aws runs ${runtime} with what this machine has, and there is ${missing}. Install it, then start local-aws again.`,
    );
}

export function commandOf(start: Start): Command {
  const found = runtimeOf(start.runtime);
  if (!found) throw new Error(`No runtime ${start.runtime}`);
  return found.command(start);
}

function runtimeOf(runtime: string): Runtime | undefined {
  return runtimes.find(({ prefix }) => runtime.startsWith(prefix));
}
