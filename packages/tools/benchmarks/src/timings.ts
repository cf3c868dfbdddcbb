import { loadavg } from 'node:os';

/** Milliseconds that one run takes. */
export async function timed(run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Requests per second of so many at a time. */
export async function rate(
  atOnce: number,
  total: number,
  ask: (n: number) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  const ms = await timed(() =>
    Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (next < total) await ask(next++);
      }),
    ),
  );
  return (total / ms) * 1000;
}

/** Throws if the answer is not the picture that was asked for. */
export async function fetchPicture(url: string, init: RequestInit = {}): Promise<void> {
  const response = await fetch(url, init);
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}.`);
}

/** Of the last minute: above the number of processors, a measurement is that of a busy machine. */
export function loadAverage(): string {
  return loadavg()[0]?.toFixed(1) ?? '?';
}
