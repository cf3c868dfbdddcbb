import { expect, test } from 'vitest';
import { signatureHeader, verifySignature } from './sign.ts';

const body = '{"id":"1f0c","type":"image.ready"}';
/** `printf '%s' '1767225600.{"id":"1f0c","type":"image.ready"}' | openssl dgst -sha256 -hmac 'a secret'` */
const header = 't=1767225600,v1=abbf450599fc332c107f6f8c5904de12af5050358a9f85db8d44bc6f74a9f5f0';
const sentAt = new Date('2026-01-01T00:00:00.999Z');

test('the signature is the one that docs/webhooks.md describes, of the timestamp and the body', () => {
  expect(signatureHeader('a secret', body, sentAt)).toBe(header);
});

test('a receiver refuses a signature with another time in it', () => {
  const options = { now: sentAt, toleranceSeconds: 300 };
  expect(verifySignature(header, 'a secret', body, options)).toBe(true);
  expect(verifySignature(header.replace('t=1767225600', 't=1767225601'), 'a secret', body, options)).toBe(
    false,
  );
});
