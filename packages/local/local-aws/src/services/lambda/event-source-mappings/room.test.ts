import { DeleteFunctionConcurrencyCommand, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { FunctionName, patience, startMappings } from './testing/start-mappings.ts';

test('what waits in a queue and in a stream runs as soon as the function gets concurrency', async () => {
  const { lambda, createConsumer, createTable, createQueue, map, put, send, entries } = await startMappings();
  await createConsumer('ids');
  const reserve = (ReservedConcurrentExecutions: number) =>
    lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));
  await reserve(0);
  const [stream, queue] = [await createTable(), await createQueue('jobs')];
  await map(stream, { StartingPosition: 'TRIM_HORIZON' });
  await map(queue.arn);

  await send(queue.url, ['message 1']);
  await put(['record 1']);
  await reserve(5);
  await expect.poll(async () => (await entries()).flat().sort(), patience).toEqual(['message 1', 'record 1']);

  await reserve(0);
  await send(queue.url, ['message 2']);
  await put(['record 2']);
  await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  await expect
    .poll(async () => (await entries()).flat().sort(), patience)
    .toEqual(['message 1', 'message 2', 'record 1', 'record 2']);
});
