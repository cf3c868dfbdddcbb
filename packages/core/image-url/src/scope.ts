import type { Address } from './address.ts';
import { canonicalText } from './canonical-text.ts';

/** What one signature opens of an image: all its presets, or one transform in every format. */
export const presetsScope = 'presets';

/** What a signature has to be for. A result that was stored on demand is a scope of its own: `t/{hash}`. */
export function scopeOf(address: Address): string {
  if (address.kind === 'transform') return canonicalText(address.transform);
  if (address.kind === 'stored' && address.name.startsWith('t/')) return address.name.split('.')[0] ?? '';
  return presetsScope;
}

/** The text under a signature. */
export function signedText(id: string, scope: string, expires: string): string {
  return `darkroom-1\n${id}\n${scope}\n${expires}`;
}

export interface Token {
  readonly keyId: string;
  /** Epoch seconds, in digits; empty where it is good for ever. */
  readonly expires: string;
  /** The first 128 bits of HMAC-SHA-256 in base64url. */
  readonly mac: string;
}

/** `{key}.{mac}` or `{key}.{expires}.{mac}`, the value of the query parameter `s`. */
export function parseToken(text: string): Token | undefined {
  const match = /^([a-z0-9]{1,16})\.(?:([1-9][0-9]{0,10})\.)?([A-Za-z0-9_-]{22})$/.exec(text);
  return match ? { keyId: match[1] ?? '', expires: match[2] ?? '', mac: match[3] ?? '' } : undefined;
}

/** Base64url of a whole HMAC-SHA-256 to what a token holds (RFC 2104, section 5, allows half of it). */
export function macOf(digest: string): string {
  return digest.slice(0, 22);
}

/** In a time that does not depend on where they differ. */
export function isSame(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let at = 0; at < a.length; at++)
    difference |= a.charCodeAt(at) ^ b.charCodeAt(at % Math.max(1, b.length));
  return difference === 0;
}
