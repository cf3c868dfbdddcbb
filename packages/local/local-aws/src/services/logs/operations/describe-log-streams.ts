import { z } from 'zod';
import {
  findGroup,
  groupArn,
  groupNameIn,
  groupResource,
  type LogStream,
  operation,
  under,
} from '../logs-state.ts';

export const describeLogStreams = operation({
  name: 'DescribeLogStreams',
  input: z.strictObject({
    logGroupName: z.string().optional(),
    logGroupIdentifier: z.string().optional(),
    logStreamNamePrefix: z.string().nullish(),
    orderBy: z.enum(['LogStreamName', 'LastEventTime']).default('LogStreamName'),
    descending: z.boolean().default(false),
    limit: z.int().min(1).max(50).default(50),
    nextToken: z.string().nullish(),
  }),
  resource: groupResource,
  async run(input, { cloud, state }) {
    const group = groupNameIn(input, cloud);
    await findGroup(state, group);
    const streams: LogStream[] = [];
    for await (const [, stream] of state.streams.entries(under(group))) {
      if (stream.name.startsWith(input.logStreamNamePrefix ?? '')) streams.push(stream);
    }
    if (input.orderBy === 'LastEventTime')
      streams.sort((a, b) => (a.lastEventAt ?? 0) - (b.lastEventAt ?? 0));
    if (input.descending) streams.reverse();
    const start = Number(input.nextToken ?? 0);
    const end = start + input.limit;
    return {
      logStreams: streams.slice(start, end).map((stream) => ({
        logStreamName: stream.name,
        creationTime: stream.createdAt,
        firstEventTimestamp: stream.firstEventAt,
        lastEventTimestamp: stream.lastEventAt,
        lastIngestionTime: stream.lastIngestedAt,
        uploadSequenceToken: '1',
        arn: `${groupArn(cloud, group)}:log-stream:${stream.name}`,
        storedBytes: 0,
      })),
      ...(end < streams.length ? { nextToken: String(end) } : {}),
    };
  },
});
