import {
  CreateEventBusCommand,
  PutEventsCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { expect, test } from 'vitest';
import { startEvents } from './testing/start-events.ts';

const photo = { Source: 'shop', DetailType: 'photo.sold', Detail: '{"price": 12}' };

test('an event reaches the targets of the rules that match it, on its own bus', async () => {
  const { events, createQueue, createRule, putEvent, receive } = await startEvents();
  const [{ arn: Arn, url }, others] = [await createQueue('dear'), await createQueue('others')];
  await events.send(new CreateEventBusCommand({ Name: 'shop' }));
  const EventBusName = 'shop';
  const EventPattern = JSON.stringify({ source: ['shop'], detail: { price: [{ numeric: ['>', 10] }] } });
  const rule = await createRule({ Name: 'dear', EventBusName, EventPattern }, [{ Arn }]);
  expect(rule).toBe('arn:aws:events:us-east-1:000000000000:rule/shop/dear');
  const elsewhere = [{ Arn: others.arn }];
  await createRule({ Name: 'dear', EventPattern }, elsewhere);
  await createRule({ Name: 'off', EventBusName, EventPattern, State: 'DISABLED' }, elsewhere);
  await createRule({ Name: 'cheap', EventBusName, EventPattern: '{"detail":{"price":[1]}}' }, elsewhere);

  const Time = new Date('2024-02-03T04:05:06.789Z');
  const { Entries } = await putEvent({ ...photo, EventBusName, Time, Resources: ['photo-1'] });
  expect(JSON.parse(await receive(url))).toEqual({
    version: '0',
    id: Entries?.[0]?.EventId,
    'detail-type': 'photo.sold',
    source: 'shop',
    account: '000000000000',
    time: '2024-02-03T04:05:06Z',
    region: 'us-east-1',
    resources: ['photo-1'],
    detail: { price: 12 },
  });
  await putEvent({ ...photo, Detail: '{"price": 11}' });
  expect(JSON.parse(await receive(others.url))).toMatchObject({ detail: { price: 11 } });
});

test('an entry that is wrong fails alone, and a bus that does not exist loses its events', async () => {
  const { events, createQueue, createRule, receive } = await startEvents();
  const { arn: Arn, url } = await createQueue('all');
  await createRule({ Name: 'all', EventPattern: '{"source":[{"prefix":""}]}' }, [
    { Arn, InputPath: '$.detail.n' },
  ]);
  const Entries = [
    { ...photo, Source: '' },
    { ...photo, DetailType: undefined },
    { ...photo, Detail: undefined },
    { ...photo, Detail: '[]' },
    { ...photo, Detail: '{' },
    { ...photo, Source: 'aws.s3' },
    { ...photo, EventBusName: 'nowhere' },
    { ...photo, Detail: '{"n":"good"}' },
  ];
  const result = await events.send(new PutEventsCommand({ Entries }));
  const missing = (name: string) => ({
    ErrorCode: 'InvalidArgument',
    ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
  });
  const malformed = { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  const taken = { EventId: expect.any(String) };
  expect(result).toMatchObject({
    FailedEntryCount: 6,
    Entries: [
      missing('Source'),
      missing('DetailType'),
      missing('Detail'),
      malformed,
      malformed,
      { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' },
      taken,
      taken,
    ],
  });
  expect(await receive(url)).toBe('"good"');
});

test('a request has at most ten entries and 1 MB', async () => {
  const { events } = await startEvents();
  const put = (Entries: (typeof photo)[]) => events.send(new PutEventsCommand({ Entries }));
  await expect(put(Array(11).fill(photo))).rejects.toMatchObject({ name: 'ValidationException' });
  const ofSize = (bytes: number) => ({ ...photo, Detail: JSON.stringify({ a: 'x'.repeat(bytes - 22) }) });
  expect(await put([ofSize(1024 ** 2)])).toMatchObject({ FailedEntryCount: 0 });
  await expect(put([ofSize(800 * 1024), ofSize(224 * 1024 + 1)])).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'Total size of the entries in the request is over the limit.',
  });
});

test('a pattern can be tried on an event', async () => {
  const { events } = await startEvents();
  const event = {
    ...{
      id: '1',
      account: '000000000000',
      source: 'shop',
      time: '2024-01-01T00:00:00Z',
      region: 'us-east-1',
    },
    ...{ resources: [], 'detail-type': 'photo.sold', detail: { file: 'a/b.png' } },
  };
  const tried = (pattern: unknown, Event = JSON.stringify(event)) =>
    events.send(new TestEventPatternCommand({ EventPattern: JSON.stringify(pattern), Event }));
  const png = { detail: { file: [{ wildcard: '*/*.png' }] } };
  expect(await tried(png)).toMatchObject({ Result: true });
  expect(await tried({ source: [{ 'anything-but': { wildcard: 's*' } }] })).toMatchObject({ Result: false });
  await expect(tried({ source: 'shop' })).rejects.toMatchObject({ name: 'InvalidEventPatternException' });
  await expect(tried(png, '{"id":"1"}')).rejects.toMatchObject({ name: 'ValidationException' });
});
