import { z } from 'zod';
import { writeEvents } from '../events.ts';
import { findGroup, groupResource, key, notFound, operation } from '../logs-state.ts';

export const putLogEvents = operation({
  name: 'PutLogEvents',
  input: z.object({
    logGroupName: z.string(),
    logStreamName: z.string(),
    logEvents: z
      .array(z.object({ timestamp: z.int().min(0), message: z.string().min(1) }))
      .min(1)
      .max(10_000),
  }),
  resource: groupResource,
  async run({ logGroupName, logStreamName, logEvents }, { cloud, state }) {
    await findGroup(state, logGroupName);
    const stream = await state.streams.get(key(logGroupName, logStreamName));
    if (!stream) throw notFound('log stream');
    await writeEvents(cloud, state, stream, logEvents);
    return { nextSequenceToken: '1' };
  },
});
