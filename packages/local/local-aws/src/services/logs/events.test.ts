import {
  DeleteLogStreamCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  PutRetentionPolicyCommand,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from 'vitest';
import { logGroupName, startLogs } from './testing/start-logs.ts';

const hourMs = 3_600_000;
const start = Date.now() - hourMs; // CloudWatch takes no events of long ago
const at = (ms: number, message: string): [timestamp: number, message: string] => [start + ms, message];

test('a stream is read forward from its head by tokens that stay valid at its end', async () => {
  const { logs, createStream, write } = await startLogs();
  await createStream('main');
  await write('main', at(1, 'a'), at(2, 'b'), at(2, 'c'));
  const read = async (nextToken?: string) => {
    const input = { logGroupName, logStreamName: 'main', startFromHead: true, limit: 2, nextToken };
    const { events, nextForwardToken } = await logs.send(new GetLogEventsCommand(input));
    return { messages: events?.map(({ message }) => message), token: nextForwardToken };
  };

  const first = await read();
  const second = await read(first.token);
  const end = await read(second.token);
  await write('main', at(3, 'd'));
  const followed = await read(end.token);

  expect([first, second, end, followed].map(({ messages }) => messages)).toEqual([
    ['a', 'b'],
    ['c'],
    [],
    ['d'],
  ]);
  expect(end.token).toBe(second.token);
});

test('without startFromHead a stream is read from its newest events backward', async () => {
  const { logs, createStream, write } = await startLogs();
  await createStream('main');
  await write('main', at(1, 'a'), at(2, 'b'), at(3, 'c'));
  const input = { logGroupName, logStreamName: 'main', limit: 2 };

  const newest = await logs.send(new GetLogEventsCommand(input));
  const older = await logs.send(new GetLogEventsCommand({ ...input, nextToken: newest.nextBackwardToken }));

  expect(newest.events?.map(({ message }) => message)).toEqual(['b', 'c']);
  expect(older.events?.map(({ message }) => message)).toEqual(['a']);
});

test('the streams of a group are merged by time, in a range whose end is included', async () => {
  const { createStream, write, messages } = await startLogs();
  await createStream('one');
  await createStream('two');
  await write('one', at(10, 'a'), at(30, 'c'), at(50, 'e'));
  await write('two', at(20, 'b'), at(40, 'd'));

  expect(await messages()).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(await messages({ startTime: start + 20, endTime: start + 40 })).toEqual(['b', 'c', 'd']);
  expect(await messages({ logStreamNamePrefix: 'tw' })).toEqual(['b', 'd']);
  expect(await messages({ logStreamNames: ['one'] })).toEqual(['a', 'c', 'e']);
});

test('a long group is filtered page by page without loss or repetition', async () => {
  const { logs, createStream, write } = await startLogs();
  await createStream('main');
  const all = Array.from({ length: 25 }, (_, index) => `event ${index}`);
  await write('main', ...all.map((message, index) => at(1000 + index, message)));

  const seen = [];
  for await (const { events } of paginateFilterLogEvents({ client: logs }, { logGroupName, limit: 10 }))
    seen.push(...(events?.map(({ message }) => message) ?? []));

  expect(seen).toEqual(all);
});

test('an event keeps its own id, by which `aws logs tail --follow` tells old events of a moment from new', async () => {
  const { logs, createStream, write } = await startLogs();
  await createStream('one');
  await createStream('two');
  const poll = async (startTime: number) => {
    const input = { logGroupName, startTime, interleaved: true };
    const { events } = await logs.send(new FilterLogEventsCommand(input));
    return events?.map(({ eventId }) => eventId) ?? [];
  };
  await write('one', at(5, 'same'), at(5, 'same'));
  await write('two', at(5, 'same'));

  const before = await poll(0);
  await write('one', at(5, 'same'));
  const after = await poll(start + 5);

  expect(new Set(before).size).toBe(3);
  expect(after).toEqual(expect.arrayContaining(before));
  expect(new Set(after).size).toBe(4);
});

test('the stream with the newest event is listed first on request, and tells its times', async () => {
  const { logs, createStream, write } = await startLogs();
  for (const name of ['a', 'b', 'c']) await createStream(name);
  await write('a', at(200, 'x'));
  await write('b', at(100, 'x'), at(300, 'y'));

  const { logStreams } = await logs.send(
    new DescribeLogStreamsCommand({ logGroupName, orderBy: 'LastEventTime', descending: true, limit: 2 }),
  );

  expect(logStreams?.map(({ logStreamName }) => logStreamName)).toEqual(['b', 'a']);
  expect(logStreams?.[0]).toMatchObject({
    firstEventTimestamp: start + 100,
    lastEventTimestamp: start + 300,
  });
});

test('a deleted stream takes its events with it; writing to it is refused', async () => {
  const { logs, createStream, write, messages } = await startLogs();
  await createStream('gone');
  await createStream('gone too'); // one name begins with the other
  await write('gone', at(1, 'a'));
  await write('gone too', at(2, 'b'));

  await logs.send(new DeleteLogStreamCommand({ logGroupName, logStreamName: 'gone' }));

  expect(await messages()).toEqual(['b']);
  await expect(write('gone', [3, 'c'])).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The specified log stream does not exist.',
  });
});

test('events are written in order, within a day', async () => {
  const { createStream, write, messages } = await startLogs();
  await createStream('main');
  await expect(write('main', at(2, 'b'), at(1, 'a'))).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'Log events in a single PutLogEvents request must be in chronological order.',
  });
  await expect(write('main', at(-25 * hourMs, 'a'), at(0, 'b'))).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: 'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
  });
  expect(await messages()).toEqual([]);
});

test('events that are too old or too new are left out, and the answer says which', async () => {
  const { logs, createStream, write, messages } = await startLogs();
  await createStream('main');
  const days = 24 * hourMs;
  const old = await write('main', at(-14 * days, 'very old'), at(-14 * days + 2 * hourMs, 'old'));
  expect(old.rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
  const fresh = await write('main', at(0, 'past'), at(2 * hourMs, 'soon'), at(4 * hourMs, 'some day'));
  expect(fresh.rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 2 });
  expect(await messages()).toEqual(['old', 'past', 'soon']);

  await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 1 }));
  const expired = await write('main', at(-2 * days, 'expired'));
  expect(expired.rejectedLogEventsInfo).toEqual({ expiredLogEventEndIndex: 1 });
  expect(await messages()).not.toContain('expired');
  expect((await write('main', at(0, 'all is well'))).rejectedLogEventsInfo).toBeUndefined();
});
