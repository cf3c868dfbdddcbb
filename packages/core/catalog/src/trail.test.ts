import { expect, test } from 'vitest';
import type { ImageRecord } from './image-record.ts';
import { followed } from './trail.ts';
import * as transitions from './transitions.ts';
import { nextReprocess, versionOf } from './version.ts';

const key = 'uploads/a.jpg';
const uploadedAt = new Date('2026-01-01T00:00:01.000Z');
const version = versionOf({ sequencer: '0A', eventTime: uploadedAt });
const at = (second: number) => new Date(`2026-01-01T00:00:0${second}.000Z`);
const failure = { code: 'Crashed', reason: 'The process died.' } as const;

test('the trail says when an image was announced, uploaded, tried by whom, and how each try ended', () => {
  const arrival = { key, version, eTag: 'e', requestId: 'r1' };
  const announced = transitions.announce(key, undefined, at(0));
  const begun = transitions.begin(announced, arrival, at(2));
  const again = transitions.begin(begun, arrival, at(3));
  const givenUp = transitions.giveUp(again, arrival, failure, at(4));
  const redriven = transitions.begin(givenUp, { ...arrival, requestId: 'r2' }, at(5));
  const failed = transitions.fail(redriven, version, { code: 'Corrupt', reason: 'Cut off.' }, at(6));
  const reprocess = { ...arrival, version: nextReprocess(version), requestId: 'r3' };
  const { trail } = transitions.begin(failed, reprocess, at(7)) ?? {};
  expect(trail).toEqual([
    { at: at(0).toISOString(), event: 'announced' },
    { at: at(1).toISOString(), event: 'uploaded' },
    { at: at(2).toISOString(), event: 'begun', requestId: 'r1' },
    { at: at(3).toISOString(), event: 'begun', requestId: 'r1' },
    { at: at(4).toISOString(), event: 'given-up', ...failure },
    { at: at(5).toISOString(), event: 'begun', requestId: 'r2' },
    { at: at(6).toISOString(), event: 'failed', code: 'Corrupt', reason: 'Cut off.' },
    { at: at(7).toISOString(), event: 'reprocess' },
    { at: at(7).toISOString(), event: 'begun', requestId: 'r3' },
  ]);
});

test('an event that never began was uploaded and given up, and no more', () => {
  const { trail } = transitions.giveUp(undefined, { key, version, eTag: 'e' }, failure, at(4)) ?? {};
  expect(trail?.map(({ event }) => event)).toEqual(['uploaded', 'given-up']);
});

test('a long trail keeps its beginning and its end', () => {
  let image: Pick<ImageRecord, 'trail'> = {};
  for (let n = 0; n < 100; n++) image = followed(image, { at: new Date(n).toISOString(), event: 'begun' });
  const times = image.trail?.map((entry) => Date.parse(entry.at)) ?? [];
  expect(times).toHaveLength(20);
  expect([times[0], times[1], times.at(-1)]).toEqual([0, 81, 99]);
});
