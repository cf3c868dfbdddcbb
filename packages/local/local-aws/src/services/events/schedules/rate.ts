const minutesOf = { minute: 1, hour: 60, day: 24 * 60 };

/** The minutes of `rate(5 minutes)`; undefined for anything else. One is singular, all others are plural. */
export function parseRate(expression: string): number | undefined {
  const { count, unit, s } =
    /^rate\((?<count>\d+) (?<unit>minute|hour|day)(?<s>s?)\)$/.exec(expression)?.groups ?? {};
  const value = Number(count);
  if (unit === undefined || value < 1 || (value === 1) !== (s === '')) return undefined;
  return value * minutesOf[unit as keyof typeof minutesOf];
}
