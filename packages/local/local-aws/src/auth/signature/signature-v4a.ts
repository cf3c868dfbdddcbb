import { createECDH, createHmac, createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { SignatureClaim } from './claim.ts';

/** The order of the curve P-256 (NIST SP 800-186), less two: the largest value that a private key comes from. */
const largest = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551') - 2n;

/**
 * Whether a text was signed with the key pair that follows from an access key. Source: the SigV4A of AWS's SDKs
 * (aws-c-auth, "key_derivation.c"): a key derivation in counter mode (NIST SP 800-108), then ECDSA with SHA-256.
 */
export function isSignedV4a(
  stringToSign: string,
  { accessKeyId, signature }: SignatureClaim,
  secretAccessKey: string,
): boolean {
  const key = publicKey(privateKey(accessKeyId, secretAccessKey));
  return verify('sha256', Buffer.from(stringToSign), key, Buffer.from(signature, 'hex'));
}

function privateKey(accessKeyId: string, secretAccessKey: string): Buffer {
  for (let counter = 1; counter < 255; counter++) {
    const input = Buffer.concat([
      Buffer.from([0, 0, 0, 1]),
      Buffer.from(`AWS4-ECDSA-P256-SHA256\0${accessKeyId}`),
      Buffer.from([counter, 0, 0, 1, 0]), // the length of what is wanted, 256 bits
    ]);
    const candidate = createHmac('sha256', `AWS4A${secretAccessKey}`).update(input).digest('hex');
    const value = BigInt(`0x${candidate}`);
    if (value <= largest) return Buffer.from((value + 1n).toString(16).padStart(64, '0'), 'hex');
  }
  throw new Error('no signing key follows from this access key'); // once in 2^8000 keys
}

function publicKey(secret: Buffer): KeyObject {
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(secret);
  const point = curve.getPublicKey(); // 4, x, y
  const coordinate = (start: number) => point.subarray(start, start + 32).toString('base64url');
  return createPublicKey({
    key: { kty: 'EC', crv: 'P-256', x: coordinate(1), y: coordinate(33) },
    format: 'jwk',
  });
}
