import { type FieldRange, parseField, parseValue } from './cron-field.ts';

/** A day of a month, all in UTC. */
export interface Day {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly date: number;
}

export type DayRule = (day: Day) => boolean;

const dates: FieldRange = { low: 1, high: 31 };
const weekdays: FieldRange = {
  low: 1,
  high: 7,
  names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
};

/** Day-of-month: a list, `L` for the last day, or `3W` for the weekday closest to the third. */
export function parseDayOfMonth(text: string): DayRule | undefined {
  if (text === 'L') return (day) => day.date === lastDate(day);
  if (text.endsWith('W')) {
    const date = parseValue(text.slice(0, -1), dates);
    return date === undefined ? undefined : (day) => day.date === closestWeekday(day, date);
  }
  const values = parseField(text, dates);
  return values && ((day) => values.has(day.date));
}

/** Day-of-week: a list from 1 or SUN, `L` for Saturday, `6L` for the month's last Friday, or `3#2` for its second Tuesday. */
export function parseDayOfWeek(text: string): DayRule | undefined {
  if (text === 'L') return (day) => weekdayOf(day) === weekdays.high;
  if (text.endsWith('L')) {
    const weekday = parseValue(text.slice(0, -1), weekdays);
    if (weekday === undefined) return undefined;
    return (day) => weekdayOf(day) === weekday && day.date > lastDate(day) - 7;
  }
  const nth = /^(?<name>\w+)#(?<count>[1-5])$/.exec(text)?.groups;
  if (nth) {
    const weekday = parseValue(nth.name ?? '', weekdays);
    if (weekday === undefined) return undefined;
    return (day) => weekdayOf(day) === weekday && Math.ceil(day.date / 7) === Number(nth.count);
  }
  const values = parseField(text, weekdays);
  return values && ((day) => values.has(weekdayOf(day)));
}

export function lastDate({ year, month }: Pick<Day, 'year' | 'month'>): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** 1 for Sunday to 7 for Saturday. */
function weekdayOf({ year, month, date }: Day): number {
  return new Date(Date.UTC(year, month - 1, date)).getUTCDay() + 1;
}

/** Of the same month; undefined if the month has no such date. */
function closestWeekday(day: Day, date: number): number | undefined {
  const last = lastDate(day);
  if (date > last) return undefined;
  const weekday = weekdayOf({ ...day, date });
  if (weekday === 7) return date === 1 ? 3 : date - 1;
  if (weekday === 1) return date === last ? date - 2 : date + 1;
  return date;
}
