import { describe, expect, test } from 'vitest';
import { outcomeOf } from './outcome.ts';
import * as transitions from './transitions.ts';
import { isGarbage } from './variant-key.ts';

const now = new Date('2026-01-01T00:00:00Z');
const key = 'photo.jpg';
const arrival = { key, version: 'A1', eTag: 'e' };
/** SQS keeps an event for 14 days at most. */
const afterAnyQueue = now.getTime() / 1000 + 15 * 86_400;

const development: transitions.Development = {
  original: { ...size(), format: 'png', pages: 1, hasAlpha: false, colourSpace: 'srgb' },
  placeholder: { dominantColour: '#336699', thumbHash: '' },
  fingerprint: { sha256: 'ab'.repeat(32), perceptualHash: '0123456789abcdef' },
  facts: { title: 'Harbour' },
  variants: [],
  processingMs: 3,
};

test('an announced image expires if nothing is uploaded, but not before its event can have come', () => {
  expect(transitions.announce(key, 'ada', now).expiresAt).toBeGreaterThan(afterAnyQueue);
});

test('an image that has begun never expires, and keeps the owner who announced it', () => {
  const begun = transitions.begin(transitions.announce(key, 'ada', now), arrival, now);
  expect(begun).toMatchObject({ status: 'processing', owner: 'ada' });
  expect(begun).not.toHaveProperty('expiresAt');
});

test.each([
  ['removed', transitions.remove(transitions.announce(key, 'ada', now), { key, version: 'A1' }, now)],
  ['withdrawn', transitions.withdraw(transitions.announce(key, 'ada', now), now)],
])('a %s image is remembered, with its owner, for longer than any queue keeps an event', (_, tombstone) => {
  expect(tombstone).toMatchObject({ status: 'deleted', owner: 'ada' });
  expect(tombstone?.expiresAt).toBeGreaterThan(afterAnyQueue);
  const again = transitions.begin(tombstone, { ...arrival, version: 'B2' }, now);
  expect(again).toMatchObject({ status: 'processing', owner: 'ada' });
  expect(again).not.toHaveProperty('expiresAt');
});

test('only an image that is announced and not uploaded can be withdrawn', () => {
  const begun = transitions.begin(undefined, arrival, now);
  expect(transitions.withdraw(begun, now)).toBeUndefined();
  expect(transitions.withdraw(undefined, now)).toBeUndefined();
});

test('a focal point stays while an image is processed again, and is taken back by null or another original', () => {
  const begun = transitions.begin(undefined, arrival, now);
  const focused = transitions.describe(begun, { focalPoint: { x: 0.2, y: 0.8 } }, now);
  const again = transitions.begin(focused, { ...arrival, version: 'A1.1' }, now);
  expect(again).toMatchObject({ status: 'processing', version: 'A1.1', focalPoint: { x: 0.2, y: 0.8 } });
  expect(transitions.describe(again, { focalPoint: null }, now)).not.toHaveProperty('focalPoint');
  expect(transitions.begin(focused, { ...arrival, version: 'B2', eTag: 'other' }, now)).not.toHaveProperty(
    'focalPoint',
  );
  expect(transitions.describe(undefined, { focalPoint: null }, now)).toBeUndefined();
});

test('alt text, title and tags stay with the key whatever original comes, each until it is taken back or the image is deleted', () => {
  const said = { alt: 'A dog on a beach', title: 'Bella', tags: ['dog', 'beach'] };
  const described = transitions.describe(transitions.announce(key, 'ada', now), said, now);
  const other = transitions.begin(
    transitions.begin(described, arrival, now),
    { ...arrival, version: 'B2', eTag: 'other' },
    now,
  );
  const failed = transitions.fail(other, 'B2', { code: 'Corrupt', reason: 'Cut off.' }, now);
  expect(failed).toMatchObject({ status: 'failed', ...said });
  const shorter = transitions.describe(failed, { title: null, alt: 'A dog' }, now);
  expect(shorter).toMatchObject({ alt: 'A dog', tags: said.tags });
  expect(shorter).not.toHaveProperty('title');
  const gone = transitions.remove(shorter, { key, version: 'C3' }, now);
  expect(transitions.describe(gone, said, now)).toBeUndefined();
  const back = transitions.begin(gone, { ...arrival, version: 'D4' }, now);
  for (const field of Object.keys(said)) expect(back).not.toHaveProperty(field);
});

test('a version that fails takes the facts of the one before with it', () => {
  const ready = transitions.finish(transitions.begin(undefined, arrival, now), 'A1', development, now);
  expect(ready?.facts).toEqual({ title: 'Harbour' });
  const begun = transitions.begin(ready, { ...arrival, version: 'B2', eTag: 'other' }, now);
  const failure = { code: 'Corrupt', reason: 'Cut off.' };
  expect(transitions.fail(begun, 'B2', failure, now)).not.toHaveProperty('facts');
});

test('what was left out is of the variants that were made, and gone with them', () => {
  const missing = { preset: 'large', format: 'avif', code: 'OverBudget', reason: 'Too many pixels.' };
  const begun = transitions.begin(undefined, arrival, now);
  const lacking = transitions.finish(begun, 'A1', { ...development, leftOut: [missing] }, now);
  expect(lacking).toMatchObject({ status: 'ready', leftOut: [missing] });
  const again = transitions.begin(lacking, { ...arrival, version: 'B2' }, now);
  expect(transitions.finish(again, 'B2', { ...development, leftOut: [] }, now)).not.toHaveProperty('leftOut');
  const failure = { code: 'Corrupt', reason: 'It is damaged.' };
  expect(transitions.fail(again, 'B2', failure, now)).not.toHaveProperty('leftOut');
});

describe('an upload with the form of an image', () => {
  const deletedAt = now;
  const later = new Date(now.getTime() + 1);
  const announced = transitions.announce(key, 'ada', now);
  const begun = transitions.begin(announced, arrival, now);
  const sealed = transitions.seal(announced, deletedAt);
  const upload = { ...arrival, version: 'C3', byForm: { at: later } };

  test('is sealed after the API has deleted the image, whatever has happened to the image since', () => {
    const removed = transitions.remove(transitions.seal(begun, deletedAt), { key, version: 'B2' }, now);
    const restored = transitions.begin(removed, { ...arrival, version: 'B3' }, now);
    expect(restored).toMatchObject({ status: 'processing', owner: 'ada' });
    for (const state of [sealed, transitions.withdraw(sealed, now), removed, restored]) {
      expect(transitions.isSealed(state, upload)).toBe(true);
      expect(transitions.begin(state, upload, now)).toBeUndefined();
    }
  });

  test('is not recorded as failed if it is sealed and Lambda has given up on its event', () => {
    const failure = { code: 'Expired', reason: 'Nothing took it.' } as const;
    expect(transitions.giveUp(transitions.withdraw(sealed, now), upload, failure, now)).toBeUndefined();
  });

  test('is not sealed if it came before the deletion: it may be restored', () => {
    const early = { ...upload, byForm: { at: deletedAt } };
    expect(transitions.isSealed(sealed, early)).toBe(false);
  });

  test.each([
    ['removed without the API', transitions.remove(begun, { key, version: 'B2' }, now)],
    ['never announced', transitions.seal(transitions.begin(undefined, arrival, now), now)],
    ['unknown', transitions.seal(undefined, now)],
  ])('counts if the image was %s', (_, state) => {
    expect(transitions.begin(state, upload, now)).toMatchObject({ status: 'processing' });
  });

  test('is sealed from the first request to delete the image', () => {
    expect(transitions.seal(sealed, later)).toBeUndefined();
  });
});

test('an object put at the key of a deleted image without its form is an image', () => {
  const deleted = transitions.withdraw(transitions.seal(transitions.announce(key, 'ada', now), now), now);
  expect(transitions.begin(deleted, arrival, now)).toMatchObject({ version: 'A1', owner: 'ada' });
});

test('a fingerprint is that of the original that is shown: a replacement has its own once it is made, a failed one none', () => {
  const made = (perceptualHash: string) => ({
    ...development,
    fingerprint: { sha256: 'ab', perceptualHash },
  });
  const first = transitions.finish(transitions.begin(undefined, arrival, now), 'A1', made('1'), now);
  const newer = { ...arrival, version: 'B2', eTag: 'f' };
  const begun = transitions.begin(first, newer, now);
  expect(begun).toMatchObject({ fingerprint: { perceptualHash: '1' } });
  expect(transitions.finish(begun, 'B2', made('2'), now)).toMatchObject({
    fingerprint: { perceptualHash: '2' },
  });
  const failed = transitions.fail(begun, 'B2', { code: 'Corrupt', reason: 'Cut off.' }, now);
  expect(failed).not.toHaveProperty('fingerprint');
  expect(transitions.remove(begun, { key, version: 'B2' }, now)).not.toHaveProperty('fingerprint');
});

describe('an event on which Lambda has given up', () => {
  const crashed = { code: 'Crashed', reason: 'The process died.' } as const;
  const expired = { code: 'Expired', reason: 'Nothing took it.' } as const;
  const variant = { preset: 'thumb', format: 'webp', contentType: 'image/webp', key: 'k', ...size() };
  const made = { ...development, variants: [variant] };
  const begun = transitions.begin(undefined, arrival, now);
  const ready = transitions.finish(begun, 'A1', made, now);
  const givenUp = transitions.giveUp(begun, arrival, crashed, now);
  const newer = { ...arrival, version: 'B2' };
  const reprocess = { key, version: 'A1-0001' };

  test('is recorded as failed, with the code, once', () => {
    expect(givenUp).toMatchObject({ status: 'failed', version: 'A1', eTag: 'e', failure: crashed });
    expect(transitions.giveUp(givenUp, arrival, expired, now)).toBeUndefined();
  });

  test.each([
    ['unknown', undefined],
    ['announced', transitions.announce(key, 'ada', now)],
    ['of an older version', ready],
  ])(
    'is recorded as failed without ever having begun, for an image that is %s, and never expires',
    (_, state) => {
      const failed = transitions.giveUp(state, newer, expired, now);
      expect(failed).toMatchObject({ status: 'failed', version: 'B2', failure: expired });
      expect(failed?.owner).toBe(state?.owner);
      expect(failed?.variants).toEqual(state?.variants ?? []); // those of the previous version stay visible
      expect(failed).not.toHaveProperty('expiresAt');
    },
  );

  test('changes nothing if the image is decided, newer or gone', () => {
    const corrupt = transitions.fail(begun, 'A1', { code: 'Corrupt', reason: 'Cut off.' }, now);
    const later = transitions.begin(ready, newer, now);
    const removed = transitions.remove(ready, { key, version: 'B2' }, now);
    for (const state of [ready, corrupt, later, removed])
      expect(transitions.giveUp(state, arrival, crashed, now)).toBeUndefined();
  });

  test('can still be completed by a redrive, a reprocess, a newer upload or an attempt that was still running', () => {
    for (const again of [arrival, { ...arrival, version: 'A1-0001' }, newer]) {
      const reopened = transitions.begin(givenUp, again, now);
      expect(reopened).toMatchObject({ status: 'processing', version: again.version });
      expect(reopened).not.toHaveProperty('failure');
    }
    expect(transitions.finish(givenUp, 'A1', made, now)).toEqual({ ...ready, trail: expect.any(Array) });
    expect(transitions.fail(givenUp, 'A1', { code: 'Corrupt', reason: 'Cut off.' }, now)).toMatchObject({
      status: 'failed',
      failure: { code: 'Corrupt' },
    });
  });

  test('is recorded, for a reprocess, only if it had begun', () => {
    expect(transitions.giveUp(ready, reprocess, expired, now)).toBeUndefined();
    const again = transitions.begin(ready, { ...arrival, ...reprocess }, now);
    expect(transitions.giveUp(again, reprocess, crashed, now)).toMatchObject({
      status: 'failed',
      version: 'A1-0001',
      variants: [variant],
    });
  });

  test('makes no variant garbage while it can still be completed: an attempt that is still running may store some', () => {
    if (!givenUp) throw new Error('It was given up.');
    expect(isGarbage(givenUp, `${givenUp.id}/A1/0/thumb.webp`)).toBe(false);
    expect(isGarbage(givenUp, `${givenUp.id}/A0/0/thumb.webp`)).toBe(true);
  });
});

function size() {
  return { width: 8, height: 8, bytes: 70 };
}

test('an image is deleted once, whatever is deleted at its key again', () => {
  const begun = transitions.begin(undefined, arrival, now);
  const gone = transitions.remove(begun, { key, version: 'B2' }, now);
  const again = transitions.remove(gone, { key, version: 'C3' }, now);
  const onceMore = transitions.remove(again, { key, version: 'D4' }, now);
  expect(onceMore).toMatchObject({ version: 'D4' });
  for (const state of [gone, again, onceMore]) expect(state && outcomeOf(state)).toBe('deleted B2');

  const back = transitions.begin(onceMore, { key, version: 'E5', eTag: 'e' }, now);
  const goneAgain = transitions.remove(back, { key, version: 'F6' }, now);
  expect(goneAgain && outcomeOf(goneAgain)).toBe('deleted F6');
});
