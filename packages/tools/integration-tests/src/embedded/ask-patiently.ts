import { setTimeout } from 'node:timers/promises';

/**
 * Retries while the API is busy, after the time that the response gives: uploads, and recording failed ones, use executions
 * that the API then lacks.
 */
export async function askPatiently(url: string): Promise<{ body: unknown; statuses: readonly number[] }> {
  const statuses: number[] = [];
  for (;;) {
    const response = await fetch(url);
    const body: unknown = await response.json();
    statuses.push(response.status);
    const retryAfter = response.headers.get('retry-after');
    if (response.status !== 503 || retryAfter === null) return { body, statuses };
    await setTimeout(Number(retryAfter) * 1000);
  }
}
