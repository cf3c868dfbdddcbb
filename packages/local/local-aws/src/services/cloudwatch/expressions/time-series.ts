/** Values by the start of their period, in milliseconds since the epoch; those that are missing are left out. */
export type TimeSeries = ReadonlyMap<number, number>;

/** What a part of an expression is. Source: CloudWatch user guide, "Metric math syntax and functions", data types. */
export type Value = number | TimeSeries | readonly TimeSeries[];

export function isList(value: Value): value is readonly TimeSeries[] {
  return Array.isArray(value);
}

/** Where a result is not a number, as after a division by zero, there is no value. */
export function mapValues(series: TimeSeries, change: (value: number) => number): TimeSeries {
  return finite([...series].map(([at, value]) => [at, change(value)]));
}

/** Only where both have a value. */
export function combine(
  left: TimeSeries,
  right: TimeSeries,
  change: (left: number, right: number) => number,
): TimeSeries {
  return finite(
    [...left].flatMap(([at, value]) => {
      const other = right.get(at);
      return other === undefined ? [] : [[at, change(value, other)] as const];
    }),
  );
}

/** One value of all that there are at a time. */
export function foldLists(
  lists: readonly TimeSeries[],
  fold: (values: readonly number[]) => number,
): TimeSeries {
  const values = new Map<number, number[]>();
  for (const series of lists)
    for (const [at, value] of series) values.set(at, [...(values.get(at) ?? []), value]);
  return finite([...values].map(([at, all]) => [at, fold(all)]));
}

function finite(entries: readonly (readonly [number, number])[]): TimeSeries {
  return new Map(entries.filter(([, value]) => Number.isFinite(value)));
}
