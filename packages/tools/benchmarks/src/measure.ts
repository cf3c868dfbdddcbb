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
  return times ?? { cpu: Number.NaN, wall: Number.NaN };
}

/** The same of several ways to do something, which take turns, so that all meet the same load. */
export async function measureInTurn(ways: readonly (() => Promise<unknown>)[], runs = 7): Promise<Times[]> {
  for (const run of ways) await run();
  const taken = ways.map((run) => ({ run, cpu: [] as number[], wall: [] as number[] }));
  for (let i = 0; i < runs; i++) {
    for (const { run, cpu, wall } of taken) {
      const [startedAt, usageBefore] = [performance.now(), process.cpuUsage()];
      await run();
      const { user, system } = process.cpuUsage(usageBefore);
      cpu.push((user + system) / 1000);
      wall.push(performance.now() - startedAt);
    }
  }
  return taken.map(({ cpu, wall }) => ({ cpu: median(cpu), wall: median(wall) }));
}
