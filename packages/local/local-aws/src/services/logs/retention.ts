import type { Cloud } from '../../cloud/cloud.ts';
import { type LogsState, under } from './logs-state.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Removes events older than their group's retention. */
export async function expireEvents({ now }: Cloud, state: LogsState): Promise<void> {
  for await (const [, { name, retentionDays }] of state.groups.entries()) {
    if (retentionDays === undefined) continue;
    const oldest = now().getTime() - retentionDays * dayMs;
    const expired: { delete: string }[] = [];
    for await (const [position, { timestamp }] of state.events.entries(under(name))) {
      if (timestamp < oldest) expired.push({ delete: position });
    }
    await state.events.batch(expired);
  }
}
