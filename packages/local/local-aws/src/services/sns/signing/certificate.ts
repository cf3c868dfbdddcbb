import { createPublicKey, type KeyObject, sign } from 'node:crypto';

/** sha256WithRSAEncryption, 1.2.840.113549.1.1.11, with its empty parameters. */
const algorithm = Buffer.from('300d06092a864886f70d01010b0500', 'hex');
/** commonName, 2.5.4.3. */
const commonName = Buffer.from('0603550403', 'hex');

/**
 * A certificate of a key by the key itself, PEM. The same key has the same certificate.
 * Source: RFC 5280, section 4.1, of version 1, in DER.
 */
export function selfSigned(key: KeyObject, name: string): string {
  const distinguishedName = sequence(set(sequence(commonName, der(0x0c, Buffer.from(name)))));
  const certified = sequence(
    der(0x02, Buffer.of(1)),
    algorithm,
    distinguishedName,
    sequence(utcTime('200101000000Z'), utcTime('491231235959Z')),
    distinguishedName,
    createPublicKey(key).export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('RSA-SHA256', certified, key);
  const document = sequence(certified, algorithm, der(0x03, Buffer.concat([Buffer.of(0), signature])));
  const lines = document.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function utcTime(text: string): Buffer {
  return der(0x17, Buffer.from(text));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function set(...parts: readonly Buffer[]): Buffer {
  return der(0x31, Buffer.concat(parts));
}

/** Tag, length, content. */
function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const bytes =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...bytes), content]);
}
