import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createPace } from './pace.ts';
import { createResponseStream } from './response-stream.ts';

const megabyte = Buffer.alloc(1024 ** 2);

test('nothing more is taken until the reader has read, or is gone', async () => {
  const stream = createResponseStream(async () => {});
  const settled = async (promise: Promise<void>) =>
    Promise.race([promise.then(() => 'taken'), setImmediate('waits')]);

  const first = stream.write(megabyte, 'image/png');
  expect(await settled(first)).toBe('waits');
  stream.body.read();
  await first;
  expect(stream.contentType).toBe('image/png');

  const second = stream.write(megabyte, 'image/png');
  expect(await settled(second)).toBe('waits');
  stream.body.destroy();
  await second;
  await stream.write(megabyte, 'image/png');
});

test('the first end counts', async () => {
  const stream = createResponseStream(async () => {});
  stream.end({ errorType: 'First', details: '{}' });
  stream.end();
  await stream.begun;
  expect(stream.failure?.errorType).toBe('First');
});

test('the first 6 MB go at once, the rest as fast as the speed says', async () => {
  const seconds = async (megabytes: number, bytesPerSecond: number) => {
    const pace = createPace(bytesPerSecond);
    const started = performance.now();
    for (let part = 0; part < megabytes; part++) await pace(1024 ** 2);
    return performance.now() - started;
  };
  const uncapped = await seconds(6, 1);
  const fast = await seconds(8, 20 * 1024 ** 2);
  const slow = await seconds(8, 5 * 1024 ** 2);
  expect(slow).toBeGreaterThan(2 * fast);
  expect(fast).toBeGreaterThan(2 * uncapped);
});
