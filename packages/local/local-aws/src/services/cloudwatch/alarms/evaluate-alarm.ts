import { answerQueries, periodOf } from '../metrics/answer-queries.ts';
import type { MetricStore } from '../metrics/metric-store.ts';
import type { Frame } from '../metrics/statistics.ts';
import { type Alarm, type AlarmSettings, type AlarmState, queriesOf } from './alarm.ts';
import { type Datapoint, judge, spareDatapoints } from './judge.ts';
import { stateReason, stateReasonData } from './state-reason.ts';

const secondMs = 1000;

/** The state that an alarm's metrics give it now. `speed` is how many seconds of its periods pass in one second. */
export function evaluateAlarm(
  metrics: Pick<MetricStore, 'find'>,
  { settings, state }: Pick<Alarm, 'settings' | 'state'>,
  { now, speed }: { readonly now: Date; readonly speed: number },
): AlarmState {
  const verdict = judge(settings, readDatapoints(metrics, settings, { now, speed }), state.value);
  if (verdict.value === state.value) return state;
  const period = periodOf(queriesOf(settings).queries);
  return {
    value: verdict.value,
    reason: stateReason(settings, verdict, state.value),
    reasonData: stateReasonData(settings, verdict, { now, period }),
    at: now.getTime(),
  };
}

/** The periods of the evaluation range, oldest first; the last ends with the present second. Throws ValidationError. */
function readDatapoints(
  metrics: Pick<MetricStore, 'find'>,
  settings: AlarmSettings,
  { now, speed }: { readonly now: Date; readonly speed: number },
): Datapoint[] {
  const end = Math.floor(now.getTime() / secondMs) * secondMs + secondMs;
  const count = settings.EvaluationPeriods + spareDatapoints;
  const frameOf = (period: number): Frame => {
    const periodMs = Math.max(1, Math.round(period / speed)) * secondMs;
    return { start: end - count * periodMs, end, periodMs, speed };
  };
  const { queries, watched } = queriesOf(settings);
  const [values] = answerQueries(metrics, queries, frameOf)(watched);
  const { start, periodMs } = frameOf(periodOf(queries));
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * periodMs;
    return { at, value: values?.get(at) };
  });
}

/** Throws ValidationError or NotImplemented for queries that cannot be evaluated. */
export function checkEvaluation(settings: AlarmSettings): void {
  readDatapoints({ find: () => undefined }, settings, { now: new Date(0), speed: 1 });
}
