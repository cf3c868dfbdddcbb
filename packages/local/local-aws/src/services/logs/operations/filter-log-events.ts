import { z } from 'zod';
import { servedOnly } from '../../../protocol/not-served.ts';
import { readEvents, type StoredEvent } from '../events.ts';
import { compilePattern } from '../filter-pattern.ts';
import { findGroup, groupNameIn, groupResource, operation, under } from '../logs-state.ts';

export const filterLogEvents = operation({
  name: 'FilterLogEvents',
  input: z.strictObject({
    logGroupName: z.string().optional(),
    logGroupIdentifier: z.string().optional(),
    logStreamNames: z.array(z.string()).nullish(),
    logStreamNamePrefix: z.string().nullish(),
    startTime: z.int().nullish(),
    endTime: z.int().nullish(),
    filterPattern: z.string().nullish(),
    limit: z.int().min(1).max(10_000).default(10_000),
    nextToken: z.string().nullish(),
    interleaved: z.boolean().nullish(),
    startFromHead: servedOnly(true),
    unmask: z.boolean().nullish(),
  }),
  resource: groupResource,
  async run(input, { cloud, state }) {
    const group = groupNameIn(input, cloud);
    await findGroup(state, group);
    const matches = compilePattern(input.filterPattern ?? '');
    const range = { from: input.startTime ?? 0, to: (input.endTime ?? Number.MAX_SAFE_INTEGER - 1) + 1 };

    const found: StoredEvent[] = [];
    for await (const [, { name }] of state.streams.entries(under(group))) {
      if (input.logStreamNames?.length && !input.logStreamNames.includes(name)) continue;
      if (!name.startsWith(input.logStreamNamePrefix ?? '')) continue;
      for await (const event of readEvents(state, group, name, range)) {
        if (matches(event.message)) found.push(event);
      }
    }
    found.sort(
      (a, b) =>
        a.timestamp - b.timestamp || a.ingestedAt - b.ingestedAt || (a.position < b.position ? -1 : 1),
    );
    const start = Number(input.nextToken ?? 0);
    const end = start + input.limit;
    return {
      events: found.slice(start, end).map((event) => ({
        logStreamName: event.stream,
        timestamp: event.timestamp,
        message: event.message,
        ingestionTime: event.ingestedAt,
        eventId: Buffer.from(event.position).toString('base64url'),
      })),
      searchedLogStreams: [],
      ...(end < found.length ? { nextToken: String(end) } : {}),
    };
  },
});
