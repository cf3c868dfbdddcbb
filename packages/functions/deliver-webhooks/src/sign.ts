import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * `Darkroom-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>.<body>">`, the scheme that Stripe introduced.
 * The timestamp is signed too, so nobody can replay a captured delivery later.
 */
export function signatureHeader(secret: string, body: string, sentAt: Date): string {
  const timestamp = Math.floor(sentAt.getTime() / 1000);
  return `t=${timestamp},v1=${hmac(secret, timestamp, body)}`;
}

/** What a receiver does: true if the header matches the body and is at most `toleranceSeconds` old. */
export function verifySignature(
  header: string,
  secret: string,
  body: string,
  options: { readonly now: Date; readonly toleranceSeconds: number },
): boolean {
  const match = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header);
  if (!match?.[1] || !match[2]) return false;
  const timestamp = Number(match[1]);
  if (Math.abs(options.now.getTime() / 1000 - timestamp) > options.toleranceSeconds) return false;
  return timingSafeEqual(Buffer.from(hmac(secret, timestamp, body), 'hex'), Buffer.from(match[2], 'hex'));
}

function hmac(secret: string, timestamp: number, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
}
