import type { Step } from '../api/steps.ts';

export interface Level {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** How many ran from then on. */
  readonly running: number;
}

/** How many invocations ran at a time: a level for each moment at which that changed. */
export function concurrency(tries: readonly Pick<Step, 'startedAt' | 'endedAt'>[]): Level[] {
  const changes = tries.flatMap(({ startedAt, endedAt }) => [
    { at: startedAt, by: 1 },
    ...(endedAt === undefined ? [] : [{ at: endedAt, by: -1 }]),
  ]);
  changes.sort((a, b) => a.at - b.at || a.by - b.by);
  let running = 0;
  return changes.map(({ at, by }) => {
    running += by;
    return { at, running };
  });
}
