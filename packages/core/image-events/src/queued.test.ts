import { expect, test } from 'vitest';
import { parseEvent } from './image-event.ts';

const record = (key: string) => ({
  eventSource: 'aws:s3',
  eventName: 'ObjectCreated:Put',
  eventTime: '2026-01-01T00:00:00.000Z',
  s3: { bucket: { name: 'originals' }, object: { key, sequencer: '0A', eTag: 'e', size: 1 } },
});
const message = (body: string) => ({ eventSource: 'aws:sqs', messageId: '1', body });

test('an event from a queue is parsed like the event itself', () => {
  const direct = { Records: [record('a+b.jpg')] };
  const queued = { Records: [message(JSON.stringify(direct))] };
  expect(parseEvent(queued, 'originals')).toEqual(parseEvent(direct, 'originals'));
});

test('the events of several messages keep their order', () => {
  const bodies = ['a.jpg', 'b.jpg'].map((key) => message(JSON.stringify({ Records: [record(key)] })));
  expect(parseEvent({ Records: bodies }, 'originals')).toMatchObject([{ key: 'a.jpg' }, { key: 'b.jpg' }]);
});

test.each(['no JSON', '{"Event":"s3:TestEvent"}', '{}', 'null', '{"Records":[]}'])(
  'the message %s contains no image event',
  (body) => {
    for (const event of parseEvent({ Records: [message(body)] }, 'originals')) {
      expect(event.type).toBe('ignored');
    }
  },
);
