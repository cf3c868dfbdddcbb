import { NotReadyError } from './errors.ts';

export interface Health {
  /** `4.14.0` of LocalStack. */
  readonly version: string;
  /** `community` and `pro` of LocalStack, `local-aws` of ours. */
  readonly edition: string;
  readonly services: Readonly<Record<string, string>>;
}

/** Asks `/_localstack/health` until it answers. Throws `NotReadyError`, or the reason of `signal`. */
export async function waitUntilReady(
  endpoint: string,
  { timeoutMs = 60_000, signal }: { readonly timeoutMs?: number; readonly signal?: AbortSignal } = {},
): Promise<Health> {
  const givenUpAt = Date.now() + timeoutMs;
  for (;;) {
    try {
      const response = await fetch(`${endpoint}/_localstack/health`, {
        signal: AbortSignal.any([AbortSignal.timeout(5000), ...(signal ? [signal] : [])]),
      });
      if (!response.ok) throw new Error(`/_localstack/health answered ${response.status}`);
      return (await response.json()) as Health;
    } catch (error) {
      signal?.throwIfAborted();
      if (Date.now() >= givenUpAt) throw new NotReadyError(endpoint, timeoutMs, reason(error));
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** `fetch` says only "fetch failed"; why stands in its cause. */
function reason(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? error.cause : error;
}
