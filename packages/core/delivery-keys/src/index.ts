import { type Parameter, paginateGetParametersByPath, type SSMClient } from '@aws-sdk/client-ssm';
import type { SigningKey } from '@darkroom/image-url/sign';

/** A key that was removed is refused after this time at the latest. */
const keptMs = 60_000;
/** A new key signs only when everybody who verifies must have read it. */
const settledMs = 5 * 60_000;

export interface DeliveryKey extends SigningKey {
  readonly createdAt: Date;
}

/** Reads the keys below a path of SSM Parameter Store, the newest first. */
export async function readDeliveryKeys(client: SSMClient, path: string): Promise<DeliveryKey[]> {
  const found: Parameter[] = [];
  const pages = paginateGetParametersByPath({ client }, { Path: path, WithDecryption: true });
  for await (const { Parameters = [] } of pages) found.push(...Parameters);
  return found
    .map(({ Name = '', Value = '', LastModifiedDate = new Date(0) }) => ({
      id: Name.slice(path.length + 1),
      secret: Value,
      createdAt: LastModifiedDate,
    }))
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
}

/** The key to sign with: the newest one that everybody knows, or the oldest. Undefined if there is none. */
export function keyToSignWith(newestFirst: readonly DeliveryKey[], now: Date): DeliveryKey | undefined {
  return (
    newestFirst.find(({ createdAt }) => now.getTime() - createdAt.getTime() >= settledMs) ??
    newestFirst.at(-1)
  );
}

/** The same, read again at most once a minute. */
export function deliveryKeys(
  client: SSMClient,
  path: string,
  now: () => Date,
): () => Promise<readonly DeliveryKey[]> {
  let kept: { readonly keys: Promise<readonly DeliveryKey[]>; readonly until: number } | undefined;
  return () => {
    if (!kept || kept.until <= now().getTime()) {
      const keys = readDeliveryKeys(client, path);
      kept = { keys, until: now().getTime() + keptMs };
      keys.catch(() => {
        kept = undefined; // a failure is not kept
      });
    }
    return kept.keys;
  };
}
