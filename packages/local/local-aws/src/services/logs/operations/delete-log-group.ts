import { z } from 'zod';
import { deleteEvents } from '../events.ts';
import { findGroup, groupResource, operation, under } from '../logs-state.ts';

export const deleteLogGroup = operation({
  name: 'DeleteLogGroup',
  input: z.strictObject({ logGroupName: z.string() }),
  resource: groupResource,
  async run({ logGroupName }, { state }) {
    await findGroup(state, logGroupName);
    for await (const [position, { name }] of state.streams.entries(under(logGroupName))) {
      await deleteEvents(state, logGroupName, name);
      await state.streams.delete(position);
    }
    await state.metricFilters.remove(state.metricFilters.of(logGroupName).map(({ filter }) => filter));
    await state.groups.delete(logGroupName);
  },
});
