import { timingSafeEqual } from 'node:crypto';
import type { Cloud } from '../cloud/cloud.ts';
import type { Identity } from '../cloud/ports.ts';
import type { Refusals } from './refusals.ts';
import type { AccessKeyClaim } from './signature/claim.ts';

/** Whose key it is; throws for nobody's, and for temporary credentials that are over or lack their token. */
export async function identify(
  { ports, log, now }: Pick<Cloud, 'ports' | 'log' | 'now'>,
  { accessKeyId, sessionToken }: AccessKeyClaim,
  refusals: Refusals,
): Promise<Identity> {
  const identity = await ports.identities.identityOf(accessKeyId);
  if (!identity) {
    log.warn(
      `unknown access key ${accessKeyId}: local-aws knows "test" (secret "test") and the keys its IAM made`,
    );
    throw refusals.unknownKey(accessKeyId);
  }
  if (identity.sessionToken !== undefined && identity.sessionToken !== sessionToken)
    throw refusals.badToken();
  if (identity.expiration && identity.expiration <= now()) throw refusals.expiredToken();
  return identity;
}

/** Without telling by its duration where they differ. */
export function sameSignature(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
