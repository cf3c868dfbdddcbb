/** A metric filter as its request describes it. */
export interface MetricFilter {
  readonly group: string;
  readonly name: string;
  readonly pattern: string;
  readonly transformation: Transformation;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** What a matching event measures, with AWS's names. */
export interface Transformation {
  readonly metricName: string;
  readonly metricNamespace: string;
  /** A number, or the selector of one: `$.milliseconds`. */
  readonly metricValue: string;
  /** Measured once in each minute in which events came and none matched. */
  readonly defaultValue?: number | undefined;
  /** Selectors, by name. */
  readonly dimensions?: Readonly<Record<string, string>> | undefined;
  readonly unit?: string | undefined;
}
