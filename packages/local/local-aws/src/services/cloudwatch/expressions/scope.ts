import type { Frame } from '../metrics/statistics.ts';
import type { Expression } from './parse-expression.ts';
import type { TimeSeries, Value } from './time-series.ts';

/** What an expression's words stand for. */
export interface Scope {
  readonly text: string;
  readonly frame: Frame;
  /** By the Id of a query. Throws ValidationError if there is none. */
  find(id: string): Value;
  /** Those that are metrics, not expressions. */
  readonly metrics: () => readonly TimeSeries[];
}

/** The same for a function, which evaluates its own parameters. */
export interface Call extends Scope {
  resultOf(parameter: Expression): Value;
}
