import type { SQSEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import { onImageEvent } from './on-image-event.ts';

const bodyOf = (key: string) =>
  JSON.stringify({
    id: `event of ${key}`,
    type: 'image.ready',
    createdAt: '2026-01-01T00:00:00.000Z',
    image: { id: 'a'.repeat(32), key, version: '0A' },
  });

const batchOf = (...bodies: string[]) =>
  ({ Records: bodies.map((body, at) => ({ messageId: `m${at}`, body })) }) as SQSEvent;

test('each event is worked on, and only those that fail or are unreadable come again', async () => {
  const keys: string[] = [];
  const errors: unknown[] = [];
  const handler = onImageEvent(
    async ({ image }) => {
      if (image.key === 'bad.jpg') throw new Error('no room');
      keys.push(image.key);
    },
    { error: (_, fields) => void errors.push(fields.reason) },
  );
  const { batchItemFailures } = await handler(
    batchOf(bodyOf('a.jpg'), bodyOf('bad.jpg'), '{}', bodyOf('b.jpg')),
  );
  expect(keys).toEqual(['a.jpg', 'b.jpg']);
  expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['m1', 'm2']);
  expect(errors).toEqual(['Error: no room', expect.stringContaining('type')]);
});
