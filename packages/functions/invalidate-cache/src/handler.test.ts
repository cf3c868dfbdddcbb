import { expect, test } from 'vitest';
import { createHandler } from './handler.ts';

const tombstone = (id: string, eventID: string) => ({
  eventID,
  dynamodb: { Keys: { pk: { S: `image#${id}` } }, NewImage: { status: { S: 'deleted' } } },
});

function handlerWith(invalidate = async () => {}) {
  const made: { paths: readonly string[]; reference: string }[] = [];
  const handler = createHandler({
    invalidate: async (paths, reference) => {
      made.push({ paths, reference });
      await invalidate();
    },
    log: { info() {} },
  });
  return { handler, made };
}

test('a batch is one invalidation of all files of its images, each once, and the same batch again is the same one', async () => {
  const { handler, made } = handlerWith();
  const event = { Records: [tombstone('a1', '1'), tombstone('b2', '2'), tombstone('a1', '3')] };
  await handler(event);
  await handler(event);
  expect(made[0]?.paths).toEqual(['/v/a1/*', '/a1/*', '/v/b2/*', '/b2/*']);
  expect(made[1]).toEqual(made[0]);
  await handler({ Records: [tombstone('a1', '4')] });
  expect(made[2]?.reference).not.toBe(made[0]?.reference);
});

test('a refusal by CloudFront goes to Lambda, which tries the batch again', async () => {
  const { handler } = handlerWith(() => Promise.reject(new Error('TooManyInvalidationsInProgress')));
  await expect(handler({ Records: [tombstone('a1', '1')] })).rejects.toThrow(
    'TooManyInvalidationsInProgress',
  );
});
