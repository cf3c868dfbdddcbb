import fc from 'fast-check';
import { expect, test } from 'vitest';
import { messageBody } from './message-body.ts';
import type { WebhookEvent } from './webhook-event.ts';

/** The characters that SendMessage accepts; it refuses a message with any other. */
const accepted = /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u;

const eventOf = (key: string): WebhookEvent => ({
  id: 'e1',
  type: 'image.ready',
  createdAt: '2026-01-01T00:00:00.000Z',
  image: { id: 'a'.repeat(32), key, version: '0A' },
});

test('whatever an object key contains, SQS accepts the message and the receiver reads the same key', () => {
  const awkward = fc.constantFrom(
    '\uFFFE',
    '\uFFFF',
    '\uD800',
    '\uDFFF',
    '\u0000',
    '\u001B',
    '\\',
    '\\uffff',
    '"',
  );
  const unit = fc.oneof(
    fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    awkward,
  );
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 200 }), (key) => {
      const body = messageBody(eventOf(key));
      expect(body).toMatch(accepted);
      expect(JSON.parse(body)).toEqual(eventOf(key));
    }),
    { numRuns: 500 },
  );
});
