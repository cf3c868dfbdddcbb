import { createLocks } from '../../../storage/locks.ts';
import type { Storage } from '../../../storage/storage.ts';
import { type Alarm, initialState } from './alarm.ts';
import { createHistory, type History } from './history.ts';

/** The alarms, in memory and in storage. */
export interface AlarmStore {
  /** By name. */
  readonly all: ReadonlyMap<string, Alarm>;
  readonly history: History;
  /** Requests and evaluations change alarms one after another. */
  readonly exclusive: ReturnType<typeof createLocks>;
  save(alarms: readonly Alarm[]): Promise<void>;
  remove(names: readonly string[]): Promise<void>;
  /** Calls back after each change of the alarms. */
  onChange(callback: () => void): void;
}

type StoredAlarm = Omit<Alarm, 'state'> & Partial<Pick<Alarm, 'state'>>;

export async function openAlarms(storage: Storage): Promise<AlarmStore> {
  const stored = storage.collection<StoredAlarm>('cloudwatch/alarms');
  const all = new Map<string, Alarm>();
  for await (const [name, alarm] of stored.entries())
    all.set(name, { ...alarm, state: alarm.state ?? initialState(alarm.CreatedTimestamp) });
  const listeners: (() => void)[] = [];
  const changed = () => {
    for (const listener of listeners) listener();
  };

  return {
    all,
    history: createHistory(),
    exclusive: createLocks(),
    async save(alarms) {
      await stored.batch(alarms.map((alarm) => ({ put: alarm.AlarmName, value: alarm })));
      for (const alarm of alarms) all.set(alarm.AlarmName, alarm);
      changed();
    },
    async remove(names) {
      await stored.batch(names.map((name) => ({ delete: name })));
      for (const name of names) all.delete(name);
      changed();
    },
    onChange: (callback) => void listeners.push(callback),
  };
}
