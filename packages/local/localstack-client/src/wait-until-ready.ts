import { NotReadyError } from './errors.ts';

export interface Health {
  /** `4.14.0` for LocalStack; `unknown` if the server does not say. */
  readonly version: string;
  /** `community` or `pro` for LocalStack, `local-aws` for ours; `unknown` if the server does not say. */
  readonly edition: string;
  readonly services: Readonly<Record<string, string>>;
}

const pauseMs = 200;

/** Polls `/_localstack/health` until it answers. Throws `NotReadyError`, or the reason of `signal`. */
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

/** Written by hand, because this package has no dependencies. LocalStack's successors may report only their services. */
function healthOf(document: unknown): Health | undefined {
  const { version, edition, services } = (document ?? {}) as Partial<Record<keyof Health, unknown>>;
  if (typeof services !== 'object' || services === null) return undefined;
  return {
    version: typeof version === 'string' ? version : 'unknown',
    edition: typeof edition === 'string' ? edition : 'unknown',
    services: services as Health['services'],
  };
}

/** `fetch` says only "fetch failed"; the reason is in its cause. */
function reason(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? error.cause : error;
}
