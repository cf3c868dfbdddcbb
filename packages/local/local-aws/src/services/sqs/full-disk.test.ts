import { DeleteQueueCommand, PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { expect, test, vi } from 'vitest';
import { failDisk, mendDisk } from '../../testing/failing-disk.ts';
import { temporaryFolder } from '../s3/testing/temporary-folder.ts';
import { startSqs } from './testing/start-sqs.ts';

vi.mock(import('classic-level'), async (original) => {
  const { failingLevel } = await import('../../testing/failing-disk.ts');
  return failingLevel(await original());
});

async function start() {
  const dataDir = await temporaryFolder();
  const log = { info() {}, warn: vi.fn(), error: vi.fn() };
  const started = await startSqs({ dataDir, log });
  return {
    ...started,
    dataDir,
    log,
    full: `The disk is full: free space where ${dataDir} is, and writing goes on.`,
    async counts() {
      const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } =
        await started.attributes();
      return [ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible].map(Number);
    },
  };
}

test('a full disk is told once, with what to do, and changes nothing that could not be written', async () => {
  const { aws, dataDir, log, full, send, receive, counts } = await start();
  await send('before');
  failDisk();
  await expect(send('refused')).rejects.toMatchObject({ message: full, $metadata: { httpStatusCode: 500 } });
  await expect(receive()).rejects.toThrow(full);
  expect(await counts()).toEqual([1, 0]);
  expect(log.error.mock.calls).toEqual([[full]]);

  mendDisk();
  await send('after');
  expect(await counts()).toEqual([2, 0]);
  expect(log.warn.mock.calls).toEqual([['Writing to the disk works again.']]);
  await aws.close();
  const restarted = await startSqs({ dataDir });
  const bodies = (await restarted.receive({ MaxNumberOfMessages: 10 })).map(({ Body }) => Body);
  expect(bodies.sort()).toEqual(['after', 'before']);
});

test('a purge that could not be written may be asked for again at once', async () => {
  const { sqs, url, full, send, counts } = await start();
  await send('one');
  const purge = () => sqs.send(new PurgeQueueCommand({ QueueUrl: url }));
  failDisk();
  await expect(purge()).rejects.toThrow(full);
  expect(await counts()).toEqual([1, 0]);
  mendDisk();
  await purge();
  expect(await counts()).toEqual([0, 0]);
});

test('a queue whose deletion could not be written is there still, with its messages', async () => {
  const { sqs, url, full, send, counts } = await start();
  await send('one');
  const remove = () => sqs.send(new DeleteQueueCommand({ QueueUrl: url }));
  failDisk(undefined, (call) => call.startsWith('del !sqs!!queues!'));
  await expect(remove()).rejects.toThrow(full);
  expect(await counts()).toEqual([1, 0]);
  mendDisk();
  await remove();
  await expect(counts()).rejects.toThrow('The specified queue does not exist.');
});
