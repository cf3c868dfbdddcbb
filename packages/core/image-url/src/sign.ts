import { createHmac } from 'node:crypto';
import { isSame, macOf, parseToken, presetsScope, signedText } from './scope.ts';
import { transformText } from './transform-text.ts';

export interface SigningKey {
  /** 1 to 16 lower-case letters and digits: `k1`. */
  readonly id: string;
  readonly secret: string;
}

export interface Lifetime {
  /** At least so many seconds from now, at most twice as many. Without it the signature is good for ever. */
  readonly expiresIn?: number;
  readonly now?: Date;
}

/** Signs with one key; for servers alone, because whoever has the key can sign anything. */
export function createSigner({ id: keyId, secret }: SigningKey) {
  function token(id: string, scope: string, lifetime: Lifetime = {}): string {
    const expires = expiryOf(lifetime);
    const mac = macFor(secret, id, scope, expires);
    return [keyId, ...(expires === '' ? [] : [expires]), mac].join('.');
  }
  return {
    token,
    /** For every preset of an image. */
    presets: (id: string, lifetime?: Lifetime) => token(id, presetsScope, lifetime),
    /** For one transform of an image, in every format. */
    transform: (id: string, transform: object, lifetime?: Lifetime) =>
      token(id, transformText(transform), lifetime),
  };
}

export type Signer = ReturnType<typeof createSigner>;

export type Verdict = 'valid' | 'expired' | 'invalid';

/** Whether a token opens a scope of an image, by any of the keys. */
export function verifyToken(
  text: string,
  { id, scope, keys, now }: { id: string; scope: string; keys: readonly SigningKey[]; now: Date },
): Verdict {
  const token = parseToken(text);
  const key = keys.find(({ id: keyId }) => keyId === token?.keyId);
  if (!token || !key) return 'invalid';
  if (!isSame(token.mac, macFor(key.secret, id, scope, token.expires))) return 'invalid';
  return token.expires !== '' && Number(token.expires) * 1000 <= now.getTime() ? 'expired' : 'valid';
}

function macFor(secret: string, id: string, scope: string, expires: string): string {
  return macOf(
    createHmac('sha256', secret)
      .update(signedText(id, scope, expires))
      .digest('base64url'),
  );
}

/** Rounded up to the next but one whole lifetime: until then every URL is the same, and can be cached. */
function expiryOf({ expiresIn, now = new Date() }: Lifetime): string {
  if (expiresIn === undefined) return '';
  return String((Math.floor(now.getTime() / 1000 / expiresIn) + 2) * expiresIn);
}
