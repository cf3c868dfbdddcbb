import { median } from './timings.ts';

/** Milliseconds. */
export interface Times {
  /** CPU time of all threads together: the time that a function with one vCPU takes, and is billed for. */
  readonly cpu: number;
  readonly wall: number;
}

/** Medians of several runs, after one warm-up run. */
export async function measure(run: () => Promise<unknown>, runs = 7): Promise<Times> {
  const [times] = await measureInTurn([run], runs);
  return times;
}

/**
 * The same of several ways to do something, which take turns, so that all meet the same load. Each is told the number of its
 * run, -1 to warm up.
 */
export async function measureInTurn<const Ways extends readonly ((run: number) => Promise<unknown>)[]>(
  ways: Ways,
  runs = 7,
): Promise<{ readonly [Way in keyof Ways]: Times }> {
  for (const run of ways) await run(-1);
  const taken = ways.map((run) => ({ run, cpu: [] as number[], wall: [] as number[] }));
  for (let i = 0; i < runs; i++) {
    for (const { run, cpu, wall } of taken) {
      const [startedAt, usageBefore] = [performance.now(), process.cpuUsage()];
      await run(i);
      const { user, system } = process.cpuUsage(usageBefore);
      cpu.push((user + system) / 1000);
      wall.push(performance.now() - startedAt);
    }
  }
  const times = taken.map(({ cpu, wall }) => ({ cpu: median(cpu), wall: median(wall) }));
  return times as { [Way in keyof Ways]: Times };
}
