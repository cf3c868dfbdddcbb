import { InvalidArgumentError } from 'commander';

/** 0 chooses a free port. */
export function parsePort(value: string): number {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('Expected 0 to 65535.');
  return port;
}
