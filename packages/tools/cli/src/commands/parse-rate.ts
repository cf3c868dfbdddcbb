import { InvalidArgumentError } from 'commander';

/** So many times a second. */
export function parseRate(value: string): number {
  const rate = Number(value);
  if (!(rate > 0 && Number.isFinite(rate))) throw new InvalidArgumentError('Expected a number above 0.');
  return rate;
}
