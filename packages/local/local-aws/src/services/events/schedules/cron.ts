import { type DayRule, lastDate, parseDayOfMonth, parseDayOfWeek } from './cron-day.ts';
import { type FieldRange, parseField } from './cron-field.ts';

const minutesRange: FieldRange = { low: 0, high: 59 };
const hoursRange: FieldRange = { low: 0, high: 23 };
const monthsRange: FieldRange = {
  low: 1,
  high: 12,
  names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
};
const yearsRange: FieldRange = { low: 1970, high: 2199 };

/** `cron(minutes hours day-of-month month day-of-week year)`, in UTC. */
export interface Cron {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly years: ReadonlySet<number>;
  readonly isDay: DayRule;
}

/**
 * Undefined for what is no cron expression. Source: Amazon EventBridge User Guide, "Cron expressions": of day-of-month
 * and day-of-week, one has to be `?`.
 */
export function parseCron(expression: string): Cron | undefined {
  const fields = /^cron\((?<fields>.+)\)$/.exec(expression)?.groups?.fields?.trim().split(/\s+/) ?? [];
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = fields;
  if (fields.length !== 6 || (dayOfMonth === '?') === (dayOfWeek === '?')) return undefined;
  const isDay = dayOfMonth === '?' ? parseDayOfWeek(dayOfWeek) : parseDayOfMonth(dayOfMonth);
  const parsed = {
    minutes: parseField(minute, minutesRange),
    hours: parseField(hour, hoursRange),
    months: parseField(month, monthsRange),
    years: parseField(year, yearsRange),
  };
  return isDay && isWhole(parsed) ? { ...parsed, isDay } : undefined;
}

type Fields = Omit<Cron, 'isDay'>;

function isWhole(fields: { [Name in keyof Fields]: Fields[Name] | undefined }): fields is Fields {
  return Object.values(fields).every((values) => values !== undefined);
}

/** The first time after this one, both in milliseconds since the epoch; undefined if there is none. */
export function nextTime(cron: Cron, after: number): number | undefined {
  const start = new Date(after);
  for (let year = start.getUTCFullYear(); year <= yearsRange.high; year += 1) {
    if (!cron.years.has(year)) continue;
    for (const month of cron.months) {
      for (let date = 1; date <= lastDate({ year, month }); date += 1) {
        if (Date.UTC(year, month - 1, date + 1) <= after || !cron.isDay({ year, month, date })) continue;
        const time = firstOf(cron, (hour, minute) => Date.UTC(year, month - 1, date, hour, minute), after);
        if (time !== undefined) return time;
      }
    }
  }
  return undefined;
}

function firstOf(
  { hours, minutes }: Cron,
  at: (hour: number, minute: number) => number,
  after: number,
): number | undefined {
  const times = [...hours].flatMap((hour) => [...minutes].map((minute) => at(hour, minute)));
  return times.find((time) => time > after);
}
