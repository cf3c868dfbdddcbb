import type { z } from 'zod';
import type { ConsoleContext } from './context.ts';

/** One operation of the console's API: one file. */
interface Definition<Input> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/_local/api`; `{name}` takes one segment, `{name+}` the rest. */
  readonly path: string;
  /** The members of the path, the query and the JSON body, as one object. */
  readonly input: z.ZodType<Input>;
  /** The answer as JSON, or a `RawAnswer`. Throws an `AwsError`, whose status is the answer's. */
  run(input: Input, context: ConsoleContext): unknown;
}

/** An operation whose input type only the operation itself knows. */
export interface ConsoleRoute {
  readonly method: string;
  /** The whole path. */
  readonly path: string;
  /** Throws a ZodError for input that its schema does not allow. */
  run(rawInput: unknown, context: ConsoleContext): unknown;
}

const apiPath = '/_local/api';

export function route<Input>({ method, path, input, run }: Definition<Input>): ConsoleRoute {
  return { method, path: apiPath + path, run: (raw, context) => run(input.parse(raw), context) };
}
