import { UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../s3/testing/temporary-folder.ts';
import { patience, startMappings } from '../testing/start-mappings.ts';

test('of a batch that failed in part only the failed messages come back, and end in the dead-letter queue', async () => {
  const { createConsumer, createQueue, send, map, entries, receive } = await startMappings();
  const body = `return {
    batchItemFailures: records
      .filter(({ body }) => body === 'poison')
      .map(({ messageId }) => ({ itemIdentifier: messageId })),
  };`;
  await createConsumer('ids', body, { Timeout: 5 });
  const dead = await createQueue('dead');
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 2 });
  const queue = await createQueue('jobs', { VisibilityTimeout: '5', RedrivePolicy });
  await send(queue.url, ['a', 'poison', 'b']);
  await map(queue.arn, { FunctionResponseTypes: ['ReportBatchItemFailures'] });

  expect(await receive(dead.url)).toBe('poison');
  expect(await entries()).toEqual([['a', 'poison', 'b'], ['poison']]);
});

test('a batch whose function fails comes back as a whole after the visibility timeout', async () => {
  const { createConsumer, createQueue, send, map, entries } = await startMappings();
  const counts = 'records.map(({ attributes }) => attributes.ApproximateReceiveCount)';
  await createConsumer(counts, `if (${counts}.includes('1')) throw new Error('not yet');`, { Timeout: 2 });
  const queue = await createQueue('jobs', { VisibilityTimeout: '2' });
  await send(queue.url, ['a', 'b']);
  await map(queue.arn);

  await expect.poll(entries, patience).toEqual([
    ['1', '1'],
    ['2', '2'],
  ]);
});

test('a report that names a message of another batch is a failure of the whole batch', async () => {
  const { createConsumer, createQueue, send, map, entries } = await startMappings();
  const counts = 'records.map(({ attributes }) => attributes.ApproximateReceiveCount)';
  const body = `if (${counts}[0] === '1') return { batchItemFailures: [{ itemIdentifier: 'nobody' }] };`;
  await createConsumer(counts, body, { Timeout: 2 });
  const queue = await createQueue('jobs', { VisibilityTimeout: '2' });
  await send(queue.url, ['a', 'b']);
  await map(queue.arn, { FunctionResponseTypes: ['ReportBatchItemFailures'] });

  await expect.poll(entries, patience).toEqual([
    ['1', '1'],
    ['2', '2'],
  ]);
});

test('a disabled mapping leaves messages in the queue, also those that it gathers in a window', async () => {
  const { lambda, createConsumer, createQueue, send, map, entries, receive } = await startMappings();
  await createConsumer('ids');
  const queue = await createQueue('jobs');
  const UUID = await map(queue.arn, { MaximumBatchingWindowInSeconds: 300 });
  await send(queue.url, ['gathered']);

  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));

  expect(await receive(queue.url)).toBe('gathered');
  expect(await entries()).toEqual([]);
});

test('a mapping goes on after a restart', async () => {
  const dataDir = await temporaryFolder();
  const first = await startMappings({ dataDir });
  await first.createConsumer('ids');
  const queue = await first.createQueue('jobs');
  await first.map(queue.arn, { MaximumBatchingWindowInSeconds: 1 });
  await first.send(queue.url, ['gathered']);

  await first.aws.close();
  await startMappings({ dataDir });

  await expect.poll(first.entries, patience).toEqual([['gathered']]);
});
