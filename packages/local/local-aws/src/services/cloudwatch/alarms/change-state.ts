import type { Cloud } from '../../../cloud/cloud.ts';
import { runActions } from './actions/run-actions.ts';
import { tellBus } from './actions/tell-bus.ts';
import type { Alarm, AlarmState } from './alarm.ts';
import type { AlarmStore } from './alarm-store.ts';

/** Gives an alarm another state; resolves once its actions are done. To be called while no other change runs. */
export async function changeState(
  cloud: Cloud,
  alarms: AlarmStore,
  before: Alarm,
  state: AlarmState,
): Promise<void> {
  const alarm = { ...before, state };
  await alarms.save([alarm]);
  if (before.state.value === state.value) return;
  alarms.history.add({
    AlarmName: alarm.AlarmName,
    Timestamp: new Date(state.at),
    HistoryItemType: 'StateUpdate',
    HistorySummary: `Alarm updated from ${before.state.value} to ${state.value}`,
    data: { oldState: told(before.state), newState: told(state) },
  });
  const change = { alarm, before: before.state };
  await tellBus(cloud, change);
  if (alarm.settings.ActionsEnabled) await runActions(cloud, alarms.history, change);
}

function told({ value, reason, reasonData }: AlarmState) {
  return {
    stateValue: value,
    stateReason: reason,
    ...(reasonData === undefined ? {} : { stateReasonData: JSON.parse(reasonData) }),
  };
}
