import { expect, test } from 'vitest';
import * as transitions from './transitions.ts';

const now = new Date('2026-01-01T00:00:00Z');
const key = 'photo.jpg';
const arrival = { key, version: 'A1', eTag: 'e' };
/** SQS keeps an event for 14 days at most. */
const afterAnyQueue = now.getTime() / 1000 + 15 * 86_400;

test('an announced image goes by itself when nothing is uploaded, but not before its event can have come', () => {
  expect(transitions.announce(key, 'ada', now).expiresAt).toBeGreaterThan(afterAnyQueue);
});

test('an image that has begun stays for ever, and is whose it was announced to be', () => {
  const begun = transitions.begin(transitions.announce(key, 'ada', now), arrival, now);
  expect(begun).toMatchObject({ status: 'processing', owner: 'ada' });
  expect(begun).not.toHaveProperty('expiresAt');
});

test.each([
  ['removed', transitions.remove(transitions.announce(key, 'ada', now), { key, version: 'A1' }, now)],
  ['withdrawn', transitions.withdraw(transitions.announce(key, 'ada', now), now)],
])('a %s image is remembered, with its owner, longer than any queue keeps an event', (_, tombstone) => {
  expect(tombstone).toMatchObject({ status: 'deleted', owner: 'ada' });
  expect(tombstone?.expiresAt).toBeGreaterThan(afterAnyQueue);
  const again = transitions.begin(tombstone, { ...arrival, version: 'B2' }, now);
  expect(again).toMatchObject({ status: 'processing', owner: 'ada' });
  expect(again).not.toHaveProperty('expiresAt');
});

test('only what is announced and not uploaded can be withdrawn', () => {
  const begun = transitions.begin(undefined, arrival, now);
  expect(transitions.withdraw(begun, now)).toBeUndefined();
  expect(transitions.withdraw(undefined, now)).toBeUndefined();
});
