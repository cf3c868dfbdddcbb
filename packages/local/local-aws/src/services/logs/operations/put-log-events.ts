import { z } from 'zod';
import { notServed } from '../../../protocol/not-served.ts';
import { acceptEvents } from '../accepted-events.ts';
import { writeEvents } from '../events.ts';
import { findGroup, groupResource, key, notFound, operation } from '../logs-state.ts';

export const putLogEvents = operation({
  name: 'PutLogEvents',
  input: z.strictObject({
    logGroupName: z.string(),
    logStreamName: z.string(),
    logEvents: z
      .array(z.strictObject({ timestamp: z.int().min(0), message: z.string().min(1) }))
      .min(1)
      .max(10_000),
    sequenceToken: z.string().nullish(),
    entity: notServed,
  }),
  resource: groupResource,
  async run({ logGroupName, logStreamName, logEvents }, { cloud, state }) {
    const { retentionDays } = await findGroup(state, logGroupName);
    const stream = await state.streams.get(key(logGroupName, logStreamName));
    if (!stream) throw notFound('log stream');
    const { events, rejected } = acceptEvents(logEvents, cloud.now().getTime(), retentionDays);
    if (events.length > 0) await writeEvents(cloud, state, stream, events);
    return { nextSequenceToken: '1', ...(rejected && { rejectedLogEventsInfo: rejected }) };
  },
});
