import { type Expression, invalidExpression } from './parse-expression.ts';
import type { Call } from './scope.ts';
import { foldLists, isList, mapValues, type TimeSeries, type Value } from './time-series.ts';

type MathFunction = (parameters: readonly Expression[], call: Call) => Value;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** The functions of metric math that are served, by name. */
export const functions: Readonly<Record<string, MathFunction>> = {
  SUM: folding(sum),
  AVG: folding((values) => sum(values) / values.length),
  MIN: folding((values) => Math.min(...values)),
  MAX: folding((values) => Math.max(...values)),
  ABS: mapping(Math.abs),
  CEIL: mapping(Math.ceil),
  FLOOR: mapping(Math.floor),
  FILL: fill,
  IF: choose,
  METRICS(parameters, { metrics, text }) {
    if (parameters.length > 0) throw invalidExpression(text);
    return metrics();
  },
  PERIOD: (_, { frame }) => (frame.periodMs / 1000) * (frame.speed ?? 1),
};

/** Of a list one series, of a series one number. */
function folding(fold: (values: readonly number[]) => number): MathFunction {
  return ([parameter], call) => {
    const value = parameter ? call.resultOf(parameter) : 0;
    if (!parameter || typeof value === 'number') throw invalidExpression(call.text);
    return isList(value) ? foldLists(value, fold) : fold([...value.values()]);
  };
}

function mapping(change: (value: number) => number): MathFunction {
  return ([parameter], call) => {
    if (!parameter) throw invalidExpression(call.text);
    const value = call.resultOf(parameter);
    if (typeof value === 'number') return change(value);
    return isList(value) ? value.map((each) => mapValues(each, change)) : mapValues(value, change);
  };
}

/** `FILL(m1, 0)`, `FILL(m1, m2)`, `FILL(m1, REPEAT)`, `FILL(m1, LINEAR)`. */
function fill([of, filler]: readonly Expression[], call: Call): Value {
  if (!of || !filler) throw invalidExpression(call.text);
  const value = call.resultOf(of);
  if (typeof value === 'number') throw invalidExpression(call.text);
  const word = filler.kind === 'word' ? filler.word : '';
  const way = word === 'REPEAT' || word === 'LINEAR' ? word : call.resultOf(filler);
  if (typeof way !== 'number' && typeof way !== 'string' && isList(way)) throw invalidExpression(call.text);
  const filled = (series: TimeSeries) => filledSeries(series, way, call.frame);
  return isList(value) ? value.map(filled) : filled(value);
}

function filledSeries(
  series: TimeSeries,
  way: 'REPEAT' | 'LINEAR' | number | TimeSeries,
  { start, end, periodMs }: Call['frame'],
): TimeSeries {
  const known = [...series].sort(([a], [b]) => a - b);
  const filled = new Map<number, number>();
  for (let at = start; at < end; at += periodMs) {
    const value = series.get(at) ?? fillerAt(at, known, way);
    if (value !== undefined) filled.set(at, value);
  }
  return filled;
}

function fillerAt(
  at: number,
  known: readonly (readonly [number, number])[],
  way: 'REPEAT' | 'LINEAR' | number | TimeSeries,
): number | undefined {
  if (typeof way === 'number') return way;
  if (typeof way === 'object') return way.get(at);
  const before = known.filter(([time]) => time < at).at(-1);
  if (way === 'REPEAT' || !before) return before?.[1];
  const after = known.find(([time]) => time > at);
  if (!after) return undefined;
  return before[1] + ((after[1] - before[1]) * (at - before[0])) / (after[0] - before[0]);
}

/** `IF(condition, then, else)`; without `else` there is a value only where the condition is true. */
function choose([condition, then, otherwise]: readonly Expression[], call: Call): Value {
  if (!condition || !then) throw invalidExpression(call.text);
  const test = call.resultOf(condition);
  const branches = [then, otherwise].map((branch) => branch && call.resultOf(branch));
  if (typeof test === 'number') return branches[test === 0 ? 1 : 0] ?? new Map();
  if (
    isList(test) ||
    branches.some((branch) => branch !== undefined && typeof branch !== 'number' && isList(branch))
  )
    throw invalidExpression(call.text);
  const chosen = new Map<number, number>();
  for (const [at, value] of test) {
    const branch = branches[value === 0 ? 1 : 0] as number | TimeSeries | undefined;
    const result = typeof branch === 'object' ? branch.get(at) : branch;
    if (result !== undefined) chosen.set(at, result);
  }
  return chosen;
}
