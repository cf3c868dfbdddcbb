import type { AlarmSettings, StateValue } from './alarm.ts';
import type { PresentDatapoint, Verdict } from './judge.ts';

const words = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
} as const;

/** Why an alarm has a state, in AWS's words. */
export function stateReason(settings: AlarmSettings, verdict: Verdict, before: StateValue): string {
  const { value, evaluated, breaching, filled } = verdict;
  if (value === 'INSUFFICIENT_DATA')
    return `Insufficient Data: ${count(filled, 'datapoint')} ${was(filled)} unknown.`;
  const treated = settings.TreatMissingData === 'breaching' ? 'Breaching' : 'NonBreaching';
  const missing = `${count(filled, 'missing datapoint')} ${was(filled)} treated as [${treated}]`;
  if (evaluated.length === 0)
    return `Threshold Crossed: no datapoints were received for ${count(filled, 'period')} and ${missing}.`;

  const isAlarm = value === 'ALARM';
  const { EvaluationPeriods, DatapointsToAlarm = EvaluationPeriods } = settings;
  const told = isAlarm ? breaching : evaluated.filter((datapoint) => !breaching.includes(datapoint));
  const compared = `${isAlarm ? '' : 'not '}${words[settings.ComparisonOperator]} the threshold (${decimal(settings.Threshold)})`;
  const needed = isAlarm ? DatapointsToAlarm : EvaluationPeriods - DatapointsToAlarm + 1;
  const change = `${before} -> ${value} transition`;
  return [
    `Threshold Crossed: ${told.length} out of the last ${evaluated.length} datapoints`,
    ` [${told.toReversed().map(withTime).join(', ')}] ${was(told.length)} ${compared}`,
    filled > 0 && isFilled(settings) ? ` and ${missing}` : '',
    ` (minimum ${count(needed, 'datapoint')} for ${change}).`,
  ].join('');
}

/** The same for programs. */
export function stateReasonData(
  settings: AlarmSettings,
  { evaluated }: Verdict,
  { now, period }: { readonly now: Date; readonly period: number },
): string {
  const [first] = evaluated;
  return JSON.stringify({
    version: '1.0',
    queryDate: awsTime(now.getTime()),
    ...(first && { startDate: awsTime(first.at) }),
    ...(settings.Statistic === undefined ? {} : { statistic: settings.Statistic }),
    period,
    recentDatapoints: evaluated.map(({ value }) => value),
    threshold: settings.Threshold,
    evaluatedDatapoints: evaluated
      .toReversed()
      .slice(0, 20) // the document may have 4,000 characters
      .map(({ at, value }) => ({ timestamp: awsTime(at), value })),
  });
}

/** `2026-01-31T12:00:00.000+0000` */
export function awsTime(at: number): string {
  return new Date(at).toISOString().replace('Z', '+0000');
}

function isFilled({ TreatMissingData }: AlarmSettings): boolean {
  return TreatMissingData === 'breaching' || TreatMissingData === 'notBreaching';
}

/** `4.0 (31/01/26 12:00:00)` */
function withTime({ at, value }: PresentDatapoint): string {
  const [date = '', time = ''] = new Date(at).toISOString().slice(2, 19).split('T');
  return `${decimal(value)} (${date.split('-').reverse().join('/')} ${time})`;
}

function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function was(number: number): string {
  return number === 1 ? 'was' : 'were';
}
