import fc from 'fast-check';
import { expect, test } from 'vitest';
import { payloadOf } from './span.ts';
import { withoutCredentials } from './without-credentials.ts';

const secret = 'eyJhbGciOi"]\\.secret';

test('of what a client sent to a function, the trail keeps the request and nothing that lets others in', () => {
  const event = {
    headers: { Authorization: `Bearer ${secret}`, 'X-API-Key': secret, Cookie: secret, accept: 'text/html' },
    multiValueHeaders: { Authorization: [`Bearer ${secret}`, secret], 'x-amz-security-token': [secret] },
    requestContext: { identity: { apiKey: secret, apiKeyId: 'k1' }, authorizer: { claims: { sub: 'ada' } } },
    body: '{"filename":"a.jpg"}',
  };
  for (const content of [JSON.stringify(event), Buffer.from(JSON.stringify(event, null, 1))]) {
    const { text, isWhole } = payloadOf(content);
    expect(text).not.toContain('secret');
    expect(isWhole).toBe(true);
    expect(JSON.parse(text)).toMatchObject({
      headers: { Authorization: '***', 'X-API-Key': '***', Cookie: '***', accept: 'text/html' },
      multiValueHeaders: { Authorization: ['***'] },
      requestContext: { identity: { apiKey: '***', apiKeyId: 'k1' }, authorizer: { claims: { sub: 'ada' } } },
      body: event.body,
    });
  }
});

test('nor where a long payload is cut', () => {
  fc.assert(
    fc.property(fc.nat(80), fc.boolean(), (at, isList) => {
      const authorization = isList ? [`a ${secret}`] : `a ${secret}`;
      const cut = JSON.stringify({ path: '/', authorization, more: [] }).slice(0, at);
      expect(withoutCredentials(cut)).not.toMatch(/eyJ/);
    }),
  );
});

test('other JSON stays as it is', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(withoutCredentials(json)).toBe(json);
    }),
  );
});
