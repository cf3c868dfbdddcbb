import type { AlarmSettings, StateValue } from './alarm.ts';

/** One period's value; undefined if it is missing. */
export interface Datapoint {
  /** The start of the period, in milliseconds since the epoch. */
  readonly at: number;
  readonly value: number | undefined;
}
export interface PresentDatapoint extends Datapoint {
  readonly value: number;
}

export interface Verdict {
  readonly value: StateValue;
  /** The newest that are there, at most as many as are evaluated; oldest first. */
  readonly evaluated: readonly PresentDatapoint[];
  readonly breaching: readonly PresentDatapoint[];
  /** How many had to be taken for what `TreatMissingData` says. */
  readonly filled: number;
}

/** AWS looks at some periods more than an alarm evaluates, for those that are missing. */
export const spareDatapoints = 2;

const comparisons = {
  GreaterThanOrEqualToThreshold: (value: number, threshold: number) => value >= threshold,
  GreaterThanThreshold: (value: number, threshold: number) => value > threshold,
  LessThanThreshold: (value: number, threshold: number) => value < threshold,
  LessThanOrEqualToThreshold: (value: number, threshold: number) => value <= threshold,
} as const;

/**
 * The state that follows from the datapoints of the evaluation range, oldest first.
 * Source: CloudWatch user guide, "Configuring how CloudWatch alarms treat missing data".
 */
export function judge(settings: AlarmSettings, range: readonly Datapoint[], current: StateValue): Verdict {
  const { EvaluationPeriods, DatapointsToAlarm = EvaluationPeriods, Threshold } = settings;
  const breaches = comparisons[settings.ComparisonOperator];
  const evaluated = range.filter(isPresent).slice(-EvaluationPeriods);
  const breaching = evaluated.filter(({ value }) => breaches(value, Threshold));
  const filled = EvaluationPeriods - evaluated.length;
  const told = { evaluated, breaching, filled };

  const treatment = treatmentOf(settings);
  const counted = breaching.length + (treatment === 'breaching' ? filled : 0);
  if (counted >= DatapointsToAlarm) return { ...told, value: 'ALARM' };
  const isEnough = filled === 0 || treatment === 'breaching' || treatment === 'notBreaching';
  if (isEnough) return { ...told, value: 'OK' };
  if (evaluated.length === 0)
    return { ...told, value: treatment === 'ignore' ? current : 'INSUFFICIENT_DATA' };
  if (breaching.length < evaluated.length) return { ...told, value: 'OK' };
  // All that is there breaches, but it is too little: only what is old enough will not be followed by better values.
  const age = range.length - range.findIndex(isPresent);
  return { ...told, value: treatment === 'missing' && age >= DatapointsToAlarm ? 'ALARM' : current };
}

/** DynamoDB's metrics are always ignored where they are missing. */
function treatmentOf({ Namespace, TreatMissingData = 'missing' }: AlarmSettings) {
  return Namespace === 'AWS/DynamoDB' ? 'ignore' : TreatMissingData;
}

function isPresent(datapoint: Datapoint): datapoint is PresentDatapoint {
  return datapoint.value !== undefined;
}
