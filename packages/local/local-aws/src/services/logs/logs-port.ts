import type { Cloud } from '../../cloud/cloud.ts';
import type { LogsPort } from '../../cloud/ports.ts';
import { writeEvents } from './events.ts';
import { key, type LogsState } from './logs-state.ts';

/** What other services log; groups and streams are made where they are missing. */
export function logsPort(cloud: Cloud, state: LogsState): LogsPort {
  return {
    async append(group, stream, events) {
      const createdAt = cloud.now().getTime();
      if (!(await state.groups.get(group)))
        await state.groups.put(group, { name: group, createdAt, tags: {} });
      const existing = await state.streams.get(key(group, stream));
      await writeEvents(cloud, state, existing ?? { group, name: stream, createdAt }, events);
    },
  };
}
