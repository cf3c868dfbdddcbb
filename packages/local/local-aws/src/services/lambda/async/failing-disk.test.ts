import { expect, test, vi } from 'vitest';
import { failDisk } from '../../../testing/failing-disk.ts';
import { startMappings } from '../event-source-mappings/testing/start-mappings.ts';
import { createRecordingFunction } from '../testing/recording-function.ts';
import { startAsync } from '../testing/start-async.ts';

vi.mock(import('classic-level'), async (original) => {
  const { failingLevel } = await import('../../../testing/failing-disk.ts');
  return failingLevel(await original());
});

const patience = { timeout: 20_000 };

/** Lets what `strikes` names fail, and counts how often it was tried. */
function countFailures(strikes: (call: string) => boolean) {
  let tries = 0;
  failDisk(undefined, (call) => strikes(call) && ++tries > 0);
  return () => tries;
}

test('an asynchronous invocation that succeeded is not run again because that could not be written', async () => {
  const log = { info() {}, warn() {}, error: vi.fn() };
  const { aws, enqueue } = await startAsync({ log });
  const { events } = await createRecordingFunction(aws.endpoint, { principal: 's3.amazonaws.com' });
  const tries = countFailures((call) => call.startsWith('del !lambda!!async-events!'));
  await enqueue('recorder', { one: 1 });
  await expect.poll(tries, patience).toBeGreaterThan(2);
  expect(await events()).toEqual([{ one: 1 }]);
  expect(log.error).toHaveBeenCalledOnce();
});

test('a batch of a stream that was done is not run again because that could not be written', async () => {
  const log = { info() {}, warn: vi.fn(), error: vi.fn() };
  const { createConsumer, createTable, put, map, entries } = await startMappings({ log });
  await createConsumer('ids');
  await map(await createTable(), { StartingPosition: 'TRIM_HORIZON', BatchSize: 1 });
  const tries = countFailures((call) => call.startsWith('put !lambda!!stream-positions!'));
  await put(['a', 'b']);
  await expect.poll(tries, patience).toBeGreaterThan(1);
  expect(await entries()).toEqual([['a']]);
  expect(log.error).toHaveBeenCalledOnce();
  expect(log.warn).not.toHaveBeenCalled();
});
