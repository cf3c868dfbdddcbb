/** Milliseconds. */
export interface Times {
  /** CPU time of all threads together: the time that a function with one vCPU takes, and is billed for. */
  readonly cpu: number;
  readonly wall: number;
}

/** Medians of several runs, after one warm-up run. */
export async function measure(run: () => Promise<unknown>, runs = 7): Promise<Times> {
  await run();
  const cpu: number[] = [];
  const wall: number[] = [];
  for (let i = 0; i < runs; i++) {
    const [startedAt, usageBefore] = [performance.now(), process.cpuUsage()];
    await run();
    const { user, system } = process.cpuUsage(usageBefore);
    cpu.push((user + system) / 1000);
    wall.push(performance.now() - startedAt);
  }
  return { cpu: median(cpu), wall: median(wall) };
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
