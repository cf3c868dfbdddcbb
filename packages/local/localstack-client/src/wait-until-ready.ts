import { NotReadyError } from './errors.ts';

export interface Health {
  /** `4.14.0` of LocalStack; `unknown` of a server that does not say. */
  readonly version: string;
  /** `community` and `pro` of LocalStack, `local-aws` of ours; `unknown` of a server that does not say. */
  readonly edition: string;
  readonly services: Readonly<Record<string, string>>;
}

const pauseMs = 200;

/** Asks `/_localstack/health` until it answers. Throws `NotReadyError`, or the reason of `signal`. */
export async function waitUntilReady(
  endpoint: string,
  { timeoutMs = 60_000, signal }: { readonly timeoutMs?: number; readonly signal?: AbortSignal } = {},
): Promise<Health> {
  const givenUpAt = Date.now() + timeoutMs;
  for (;;) {
    const left = Math.max(0, givenUpAt - Date.now());
    try {
      const response = await fetch(`${endpoint}/_localstack/health`, {
        signal: AbortSignal.any([AbortSignal.timeout(Math.min(5000, left)), ...(signal ? [signal] : [])]),
      });
      if (!response.ok) throw new Error(`/_localstack/health answered ${response.status}`);
      const document: unknown = await response.json();
      const health = healthOf(document);
      if (!health) throw new Error('/_localstack/health answered something else than its health');
      return health;
    } catch (error) {
      signal?.throwIfAborted();
      if (Date.now() + pauseMs >= givenUpAt) throw new NotReadyError(endpoint, timeoutMs, reason(error));
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

/** By hand: this package depends on nothing. Servers that are LocalStack's successors may tell their services alone. */
function healthOf(document: unknown): Health | undefined {
  const { version, edition, services } = (document ?? {}) as Partial<Record<keyof Health, unknown>>;
  if (typeof services !== 'object' || services === null) return undefined;
  return {
    version: typeof version === 'string' ? version : 'unknown',
    edition: typeof edition === 'string' ? edition : 'unknown',
    services: services as Health['services'],
  };
}

/** `fetch` says only "fetch failed"; why stands in its cause. */
function reason(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? error.cause : error;
}
