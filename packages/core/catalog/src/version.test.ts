import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextReprocess, versionOf } from './version.ts';

const sequencer = fc.stringMatching(/^[0-9A-F]{6,24}$/);

/** S3's rule: pad the shorter one with zeros on the right, then compare. */
function compareAsS3(a: string, b: string): number {
  const length = Math.max(a.length, b.length);
  const [left, right] = [a.padEnd(length, '0'), b.padEnd(length, '0')];
  return left < right ? -1 : left > right ? 1 : 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const eventTime = fc.date({ min: new Date('2006-03-14'), max: new Date('2500-01-01'), noInvalidDate: true });

test('versions sort as S3 sorts sequencers', () => {
  fc.assert(
    fc.property(sequencer, eventTime, sequencer, eventTime, (a, timeOfA, b, timeOfB) => {
      fc.pre(compareAsS3(a, b) !== 0);
      const [one, other] = [
        versionOf({ sequencer: a, eventTime: timeOfA }),
        versionOf({ sequencer: b, eventTime: timeOfB }),
      ];
      expect(compare(one, other)).toBe(compareAsS3(a, b));
      expect(versionOf({ sequencer: a.toLowerCase(), eventTime: timeOfA })).toBe(one);
    }),
  );
});

test('if all sequencers are equal, as in LocalStack, versions sort by the times of their events', () => {
  fc.assert(
    fc.property(sequencer, eventTime, eventTime, (sequencer, a, b) => {
      const [one, other] = [a, b].map((eventTime) => versionOf({ sequencer, eventTime }));
      expect(compare(one ?? '', other ?? '')).toBe(Math.sign(a.getTime() - b.getTime()));
    }),
  );
});

test('a reprocess comes after its object and every earlier reprocess, and before every later event', () => {
  fc.assert(
    fc.property(
      sequencer,
      sequencer,
      eventTime,
      eventTime,
      fc.integer({ min: 1, max: 30 }),
      (a, b, timeOfA, timeOfB, times) => {
        fc.pre(compareAsS3(a, b) < 0 || (compareAsS3(a, b) === 0 && timeOfA < timeOfB));
        let version = versionOf({ sequencer: a, eventTime: timeOfA });
        for (let n = 0; n < times; n++) {
          const next = nextReprocess(version);
          expect(next > version).toBe(true);
          expect(next < versionOf({ sequencer: b, eventTime: timeOfB })).toBe(true);
          version = next;
        }
      },
    ),
  );
});

test('the ten thousandth reprocess of one object is refused', () => {
  expect(nextReprocess('A1.0-9998')).toBe('A1.0-9999');
  expect(() => nextReprocess('A1.0-9999')).toThrow(expect.objectContaining({ code: 'ReprocessLimit' }));
});
