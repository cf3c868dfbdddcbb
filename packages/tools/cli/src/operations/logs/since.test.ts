import { expect, test } from 'vitest';
import { parseSince } from './since.ts';

const now = new Date('2026-03-02T12:00:00Z');

test.each([
  ['90s', '2026-03-02T11:58:30.000Z'],
  ['10m', '2026-03-02T11:50:00.000Z'],
  ['2h', '2026-03-02T10:00:00.000Z'],
  ['3d', '2026-02-27T12:00:00.000Z'],
  ['2026-03-01', '2026-03-01T00:00:00.000Z'],
  ['2026-03-01T12:00:00+02:00', '2026-03-01T10:00:00.000Z'],
])('%s is %s', (text, time) => {
  expect(parseSince(text, now).toISOString()).toBe(time);
});

test.each(['', '10', '-1m', '1w', 'yesterday', '1.5h'])('%j is refused with what is expected', (text) => {
  expect(() => parseSince(text, now)).toThrow(expect.objectContaining({ code: 'InvalidTime', exitCode: 2 }));
});
