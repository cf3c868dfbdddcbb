import { z } from 'zod';
import { readEvents, type StoredEvent } from '../events.ts';
import { findGroup, groupNameIn, groupResource, key, notFound, operation } from '../logs-state.ts';

/** Tokens name the event from which to read on, `f/` forward and `b/` backward, as those of CloudWatch do. */
export const getLogEvents = operation({
  name: 'GetLogEvents',
  input: z.strictObject({
    logGroupName: z.string().optional(),
    logGroupIdentifier: z.string().optional(),
    logStreamName: z.string(),
    startTime: z.int().nullish(),
    endTime: z.int().nullish(),
    limit: z.int().min(1).max(10_000).default(10_000),
    startFromHead: z.boolean().default(false),
    nextToken: z.string().nullish(),
    unmask: z.boolean().nullish(),
  }),
  resource: groupResource,
  async run(input, { cloud, state }) {
    const group = groupNameIn(input, cloud);
    await findGroup(state, group);
    const stream = input.logStreamName;
    if (!(await state.streams.get(key(group, stream)))) throw notFound('log stream');

    const events: StoredEvent[] = [];
    const range = { from: input.startTime ?? 0, to: input.endTime ?? Number.MAX_SAFE_INTEGER };
    for await (const event of readEvents(state, group, stream, range)) events.push(event);
    const [direction, position = ''] = input.nextToken
      ? [input.nextToken.slice(0, 1), Buffer.from(input.nextToken.slice(2), 'base64url').toString()]
      : [input.startFromHead ? 'f' : 'b'];
    const candidates = !input.nextToken
      ? events
      : events.filter((event) => (direction === 'f' ? event.position > position : event.position < position));
    const page = direction === 'f' ? candidates.slice(0, input.limit) : candidates.slice(-input.limit);
    const token = (to: string, at = position) => `${to}/${Buffer.from(at).toString('base64url')}`;
    return {
      events: page.map(({ timestamp, message, ingestedAt }) => ({
        timestamp,
        message,
        ingestionTime: ingestedAt,
      })),
      nextForwardToken: token('f', page.at(-1)?.position),
      nextBackwardToken: token('b', page.at(0)?.position),
    };
  },
});
