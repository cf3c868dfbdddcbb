import { InvalidArgumentError } from 'commander';

/** The function to which a debugger attaches, and the port on 127.0.0.1 where it does. */
export interface Inspected {
  readonly name: string;
  readonly port: number;
}

const nodesPort = 9229;

/** Parses `process-upload` or `process-upload:9230`. */
export function parseInspected(value: string): Inspected {
  const [, name, port = nodesPort] = /^([a-z][a-z0-9-]*)(?::(\d{1,5}))?$/.exec(value) ?? [];
  if (name === undefined || Number(port) > 65_535)
    throw new InvalidArgumentError('Expected a function, such as process-upload or process-upload:9230.');
  return { name, port: Number(port) };
}
