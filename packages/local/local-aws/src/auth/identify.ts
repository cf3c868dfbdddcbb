import { timingSafeEqual } from 'node:crypto';
import type { Cloud } from '../cloud/cloud.ts';
import type { Identity } from '../cloud/ports.ts';
import type { Refusals } from './refusals.ts';
import type { AccessKeyClaim } from './signature/claim.ts';

/** The owner of a key. Throws for unknown keys, and for temporary credentials that expired or lack their token. */
export async function identify(
  { ports, log, now }: Pick<Cloud, 'ports' | 'log' | 'now'>,
  { accessKeyId, sessionToken }: AccessKeyClaim,
  refusals: Refusals,
): Promise<Identity> {
  const identity = await ports.identities.identityOf(accessKeyId);
  if (!identity) {
    log.warn(
      `unknown access key ${accessKeyId}: local-aws knows "test" (secret "test") and the keys created in its IAM`,
    );
    throw refusals.unknownKey(accessKeyId);
  }
  if (identity.sessionToken !== undefined && identity.sessionToken !== sessionToken)
    throw refusals.badToken();
  if (identity.expiration && identity.expiration <= now()) throw refusals.expiredToken();
  return identity;
}

/** In constant time, so that the duration does not reveal where they differ. */
export function sameSignature(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
