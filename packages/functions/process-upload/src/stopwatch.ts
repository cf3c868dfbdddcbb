/** Whole milliseconds, by step. */
export type Laps = Readonly<Partial<Record<Step, number>>>;

type Step = 'downloadMs' | 'stepsMs' | 'copyMs' | 'renderMs' | 'uploadMs';

export type Stopwatch = ReturnType<typeof stopwatch>;

export function stopwatch() {
  const laps: Partial<Record<Step, number>> = {};
  let last = performance.now();
  return {
    laps: laps as Laps,
    /** Ends a step, which began when the one before ended. */
    lap(step: Step): void {
      const now = performance.now();
      laps[step] = Math.round(now - last);
      last = now;
    },
    total: () => Object.values(laps).reduce((sum, ms) => sum + ms, 0),
  };
}
