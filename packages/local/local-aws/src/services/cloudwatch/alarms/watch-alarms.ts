import type { Cloud } from '../../../cloud/cloud.ts';
import type { MetricStore } from '../metrics/metric-store.ts';
import type { Alarm } from './alarm.ts';
import type { AlarmStore } from './alarm-store.ts';
import { changeState } from './change-state.ts';
import { evaluateAlarm } from './evaluate-alarm.ts';

const everyMs = 1000;

/** Evaluates all alarms each second, as long as there are any. The returned function stops this. */
export function watchAlarms(cloud: Cloud, alarms: AlarmStore, metrics: MetricStore): () => Promise<void> {
  const { alarmSpeed: speed = 1 } = cloud.options.cloudWatch;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let isClosed = false;

  function adjust(): void {
    if (isClosed || alarms.all.size === 0) {
      clearInterval(timer);
      timer = undefined;
    } else timer ??= setInterval(tick, everyMs);
  }

  function tick(): void {
    running ??= evaluateAll().finally(() => {
      running = undefined;
    });
  }

  async function evaluateAll(): Promise<void> {
    metrics.measure();
    for (const alarm of [...alarms.all.values()])
      await evaluate(alarm).catch((error: unknown) =>
        cloud.logFault(`the alarm ${alarm.AlarmName} could not be evaluated`, error),
      );
  }

  async function evaluate(alarm: Alarm): Promise<void> {
    const state = evaluateAlarm(metrics, alarm, { now: cloud.now(), speed });
    if (state === alarm.state) return;
    await alarms.exclusive('changes', async () => {
      const isUnchanged = alarms.all.get(alarm.AlarmName) === alarm;
      if (isUnchanged && !isClosed) await changeState(cloud, alarms, alarm, state);
    });
  }

  alarms.onChange(adjust);
  adjust();
  return async () => {
    isClosed = true;
    adjust();
    await running;
  };
}
