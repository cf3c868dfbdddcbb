import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSchedule } from './schedule.ts';

const weekdays = ['01', '02', '03', '04', '05', '08'].map((day) => `2024-01-${day}T18:00`);
const since = Date.UTC(2024, 0, 1);

/** The first times after a date; each `YYYY-MM-DDTHH:MM`. */
function timesOf(expression: string, count: number, after = since): string[] {
  const schedule = parseSchedule(expression, { since });
  const times: string[] = [];
  let time: number | undefined = after;
  while (times.length < count) {
    time = schedule.next(time);
    if (time === undefined) break;
    times.push(new Date(time).toISOString().replace(':00.000Z', ''));
  }
  return times;
}

// The tables of the Amazon EventBridge User Guide, "Cron expressions", with what each row says in words.
test.each([
  ['cron(0 10 * * ? *)', 'every day at 10:00', ['2024-01-01T10:00', '2024-01-02T10:00']],
  ['cron(15 12 * * ? *)', 'every day at 12:15', ['2024-01-01T12:15', '2024-01-02T12:15']],
  ['cron(0 18 ? * MON-FRI *)', 'on weekdays at 18:00', weekdays],
  ['cron(0 8 1 * ? *)', 'on the first of each month', ['2024-01-01T08:00', '2024-02-01T08:00']],
  ['cron(0/15 * * * ? *)', 'every 15 minutes', ['2024-01-01T00:15', '2024-01-01T00:30']],
  ['cron(0/10 * ? * MON-FRI *)', 'every 10 minutes on weekdays', ['2024-01-01T00:10', '2024-01-01T00:20']],
  ['cron(0/5 8-17 ? * MON-FRI *)', 'in office hours', ['2024-01-01T08:00', '2024-01-01T08:05']],
  ['cron(0/30 20-2 ? * MON-FRI *)', 'never: a range does not go around', undefined],
  ['cron(0/30 20-23 ? * MON-FRI *)', 'in the evening', ['2024-01-01T20:00', '2024-01-01T20:30']],
  ['cron(5,35 14 * * ? *)', 'at 14:05 and 14:35', ['2024-01-01T14:05', '2024-01-01T14:35']],
  ['cron(15 10 ? * 6L 2024-2025)', 'on the last Friday', ['2024-01-26T10:15', '2024-02-23T10:15']],
  ['cron(15 10 ? * 6L 2002-2005)', 'in years that are over', []],
  ['cron(0 2 ? * SAT#3 *)', 'on the third Saturday', ['2024-01-20T02:00', '2024-02-17T02:00']],
  ['cron(0 0 ? * 3#2 *)', 'on the second Tuesday', ['2024-01-09T00:00', '2024-02-13T00:00']],
  ['cron(0 0 L * ? *)', 'on the last day', ['2024-01-31T00:00', '2024-02-29T00:00']],
  ['cron(0 0 ? * L *)', 'on Saturday', ['2024-01-06T00:00', '2024-01-13T00:00']],
  ['cron(0 0 3W * ? *)', 'on the weekday closest to the third', ['2024-01-03T00:00', '2024-02-02T00:00']],
  ['cron(0 0 1W JUN ? *)', 'on Monday if the first is a Saturday', ['2024-06-03T00:00', '2025-06-02T00:00']],
  ['cron(0 0 30W * ? *)', 'not in February', ['2024-01-30T00:00', '2024-03-29T00:00']],
  ['cron(0 0 31W MAR ? *)', 'on Friday if the last is a Sunday', ['2024-03-29T00:00', '2025-03-31T00:00']],
  ['cron(0 0 29 2 ? *)', 'in leap years', ['2024-02-29T00:00', '2028-02-29T00:00']],
  ['cron(0 0 1 JAN,jul ? *)', 'by names in any case', ['2024-07-01T00:00', '2025-01-01T00:00']],
  ['rate(1 minute)', 'each minute', ['2024-01-01T00:01', '2024-01-01T00:02']],
  ['rate(5 minutes)', 'each fifth minute', ['2024-01-01T00:05', '2024-01-01T00:10']],
  ['rate(1 hour)', 'each hour', ['2024-01-01T01:00', '2024-01-01T02:00']],
  ['rate(7 days)', 'each week', ['2024-01-08T00:00', '2024-01-15T00:00']],
])('%s is due %s', (expression, _, times) => {
  if (times) expect(timesOf(expression, times.length || 1)).toEqual(times);
  else expect(() => parseSchedule(expression, { since })).toThrow();
});

test.each([
  ...['rate(10 seconds)', 'rate(1 minutes)', 'rate(10 minute)', 'rate()', 'rate(10)', 'rate(10 minutess)'],
  ...['rate(0 minutes)', 'rate(-10 minutes)', 'rate(10 MINUTES)', 'rate( 10 minutes )', ' rate(10 minutes)'],
  ...['cron(0 1 * * * *)', 'cron(0 1 ? * ? *)', 'cron(7 20 * * NOT *)', 'cron(INVALID)', 'cron(0 12 * * ?)'],
  ...['cron(0 dummy ? * MON-FRI *)', 'cron(71 8 1 * ? *)', 'cron(0/0 8 1 * ? *)', 'cron(1-0 8 1 * ? *)'],
  ...[
    'cron(0 8 ? * 8#1 *)',
    'cron(0 8 ? * 1#6 *)',
    'cron(0 8 32W * ? *)',
    'cron(0 8 1 * ? 2200)',
    '5 minutes',
  ],
])('%s is no schedule', (expression) => {
  expect(() => parseSchedule(expression, { since })).toThrow('Parameter ScheduleExpression is not valid.');
});

test('a schedule that is a list of minutes, hours, days and months is due at each of them, in their order', () => {
  const some = (low: number, high: number) =>
    fc.uniqueArray(fc.integer({ min: low, max: high }), { minLength: 1 });
  fc.assert(
    fc.property(
      some(0, 59),
      some(0, 23),
      some(1, 28),
      some(1, 12),
      fc.integer({ min: 0, max: 365 * 24 * 60 }),
      (minutes, hours, days, months, offset) => {
        const after = since + offset * 60_000;
        const due =
          parseSchedule(`cron(${minutes} ${hours} ${days} ${months} ? *)`, { since }).next(after) ?? 0;
        const isDue = (time: number) => {
          const at = new Date(time);
          return (
            minutes.includes(at.getUTCMinutes()) &&
            hours.includes(at.getUTCHours()) &&
            days.includes(at.getUTCDate()) &&
            months.includes(at.getUTCMonth() + 1)
          );
        };
        expect(due).toBeGreaterThan(after);
        expect(isDue(due)).toBe(true);
        const between = Math.min(due, after + 3 * 24 * 3_600_000);
        for (let time = after + 60_000; time < between; time += 60_000) expect(isDue(time)).toBe(false);
      },
    ),
    { numRuns: 30 },
  );
});
