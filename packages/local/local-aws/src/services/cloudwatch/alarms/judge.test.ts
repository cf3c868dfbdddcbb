import { describe, expect, test } from 'vitest';
import type { AlarmSettings, StateValue } from './alarm.ts';
import { judge } from './judge.ts';

type Treatment = NonNullable<AlarmSettings['TreatMissingData']>;

const settings: AlarmSettings = {
  ActionsEnabled: true,
  OKActions: [],
  AlarmActions: [],
  InsufficientDataActions: [],
  Namespace: 'App',
  Dimensions: [],
  EvaluationPeriods: 3,
  Threshold: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
};
const values: Readonly<Record<string, number>> = { '0': 0, X: 1 };

/** `0 - X`: within the threshold, missing, breaching; oldest first. */
function stateOf(range: string, more: Partial<AlarmSettings>, current: StateValue = 'INSUFFICIENT_DATA') {
  const datapoints = range.split(' ').map((sign, at) => ({ at, value: values[sign] }));
  return judge({ ...settings, ...more }, datapoints, current).value;
}

// The tables of "Configuring how CloudWatch alarms treat missing data"; `retain` keeps the present state.
describe.each([
  [3, '0 - X - X', { missing: 'OK', ignore: 'OK', breaching: 'OK', notBreaching: 'OK' }],
  [3, '- - - - 0', { missing: 'OK', ignore: 'OK', breaching: 'OK', notBreaching: 'OK' }],
  [
    3,
    '- - - - -',
    { missing: 'INSUFFICIENT_DATA', ignore: 'retain', breaching: 'ALARM', notBreaching: 'OK' },
  ],
  [3, '0 X X - X', { missing: 'ALARM', ignore: 'ALARM', breaching: 'ALARM', notBreaching: 'ALARM' }],
  [3, '- - X - -', { missing: 'ALARM', ignore: 'retain', breaching: 'ALARM', notBreaching: 'OK' }],
  [3, '- - - - X', { missing: 'retain', ignore: 'retain', breaching: 'ALARM', notBreaching: 'OK' }],
  [2, '0 - X - X', { missing: 'ALARM', ignore: 'ALARM', breaching: 'ALARM', notBreaching: 'ALARM' }],
  [2, '0 0 X 0 X', { missing: 'ALARM', ignore: 'ALARM', breaching: 'ALARM', notBreaching: 'ALARM' }],
  [2, '0 - X - -', { missing: 'OK', ignore: 'OK', breaching: 'ALARM', notBreaching: 'OK' }],
  [2, '- - - - 0', { missing: 'OK', ignore: 'OK', breaching: 'ALARM', notBreaching: 'OK' }],
  [2, '- - - X -', { missing: 'ALARM', ignore: 'retain', breaching: 'ALARM', notBreaching: 'OK' }],
] as const)('%i of 3 datapoints, %s', (DatapointsToAlarm, range, states) => {
  test.each(Object.entries(states))('missing data as %s: %s', (treatment, expected) => {
    const more = { DatapointsToAlarm, TreatMissingData: treatment as Treatment };
    for (const current of ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const)
      expect(stateOf(range, more, current)).toBe(expected === 'retain' ? current : expected);
  });
});

test('what is missing of a metric of DynamoDB is ignored, whatever the alarm says', () => {
  const more = { Namespace: 'AWS/DynamoDB', TreatMissingData: 'breaching' } as const;
  expect(stateOf('- - - - -', more, 'OK')).toBe('OK');
});

test.each([
  ['GreaterThanThreshold', 'OK'],
  ['GreaterThanOrEqualToThreshold', 'ALARM'],
  ['LessThanThreshold', 'OK'],
  ['LessThanOrEqualToThreshold', 'ALARM'],
] as const)('a value that equals the threshold, %s: %s', (ComparisonOperator, expected) => {
  expect(stateOf('X X X X X', { ComparisonOperator })).toBe(expected);
});
