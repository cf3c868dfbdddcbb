import { z } from 'zod';
import { deleteEvents } from '../events.ts';
import { groupResource, key, notFound, operation } from '../logs-state.ts';

export const deleteLogStream = operation({
  name: 'DeleteLogStream',
  input: z.strictObject({ logGroupName: z.string(), logStreamName: z.string() }),
  resource: groupResource,
  async run({ logGroupName, logStreamName }, { state }) {
    const position = key(logGroupName, logStreamName);
    if (!(await state.streams.get(position))) throw notFound('log stream');
    await deleteEvents(state, logGroupName, logStreamName);
    await state.streams.delete(position);
  },
});
