import { UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { expect, onTestFinished, test, vi } from 'vitest';
import { metricsOf } from '../../../cloudwatch/testing/read-metrics.ts';
import { FunctionName, patience, startMappings } from '../testing/start-mappings.ts';

const fromStart = { StartingPosition: 'TRIM_HORIZON' } as const;
const functionArn = `arn:aws:lambda:us-east-1:000000000000:function:${FunctionName}`;
const failOn = (id: string) => `if (ids.includes('${id}')) throw new Error('poison');`;

test('a batch that fails holds up what comes after it, and is tried again until it succeeds', async () => {
  const { aws, createConsumer, createTable, put, map, entries } = await startMappings();
  // A directory that was made by the first attempt lets the second succeed.
  const body = `
    const { mkdirSync } = await import('node:fs');
    if (ids[0] === 'a' && !existsSync(process.env.JOURNAL + '-failed')) {
      mkdirSync(process.env.JOURNAL + '-failed');
      throw new Error('not yet');
    }`;
  await createConsumer('ids', body);
  const stream = await createTable();
  await put(['a', 'b']);
  await map(stream, { ...fromStart, BatchSize: 1 });

  await expect.poll(entries, patience).toEqual([['a'], ['a'], ['b']]);
  expect(
    await metricsOf(aws.endpoint)('AWS/Lambda', { FunctionName }, { IteratorAge: 'SampleCount' }),
  ).toEqual({ IteratorAge: 3 });
});

test('a batch is split until the record that fails is alone; its whereabouts go to the destination', async () => {
  const { createConsumer, createTable, createQueue, put, map, entries, receive } = await startMappings();
  await createConsumer('{ ids, records, requestId: context.awsRequestId }', failOn('poison'));
  const stream = await createTable();
  const failures = await createQueue('failures');
  await put(['a', 'b', 'poison', 'c']);
  await map(stream, {
    ...fromStart,
    BisectBatchOnFunctionError: true,
    MaximumRetryAttempts: 0,
    DestinationConfig: { OnFailure: { Destination: failures.arn } },
  });

  const record = JSON.parse(await receive(failures.url));
  const batches = async () => (await entries()).map(({ ids }) => ids);
  await expect
    .poll(batches, patience)
    .toEqual([['a', 'b', 'poison', 'c'], ['a', 'b'], ['poison', 'c'], ['poison'], ['c']]);
  const { records, requestId } = (await entries())[3];
  const { SequenceNumber, ApproximateCreationDateTime } = records[0].dynamodb;
  const arrival = new Date(ApproximateCreationDateTime * 1000).toISOString().replace('.000Z', 'Z');
  expect(record).toEqual({
    requestContext: {
      requestId,
      functionArn,
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: 1,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    DDBStreamBatchInfo: {
      shardId: expect.stringMatching(/^shardId-/),
      startSequenceNumber: SequenceNumber,
      endSequenceNumber: SequenceNumber,
      approximateArrivalOfFirstRecord: arrival,
      approximateArrivalOfLastRecord: arrival,
      batchSize: 1,
      streamArn: stream,
    },
  });
});

test('a batch whose retries are used up is discarded as a whole, and the next one follows', async () => {
  const { createConsumer, createTable, createQueue, put, map, entries, receive } = await startMappings();
  await createConsumer('ids', failOn('poison'));
  const stream = await createTable();
  const failures = await createQueue('failures');
  await put(['poison', 'b', 'c']);
  await map(stream, {
    ...fromStart,
    BatchSize: 2,
    MaximumRetryAttempts: 1,
    DestinationConfig: { OnFailure: { Destination: failures.arn } },
  });

  await expect.poll(entries, patience).toEqual([['poison', 'b'], ['poison', 'b'], ['c']]);
  const { requestContext, DDBStreamBatchInfo } = JSON.parse(await receive(failures.url));
  expect(requestContext.approximateInvokeCount).toBe(2);
  expect(DDBStreamBatchInfo.batchSize).toBe(2);
});

test('a function that reports its failures goes on at the lowest of them', async () => {
  const { createConsumer, createTable, put, map, entries } = await startMappings();
  const body = `
    const failed = records.filter(({ dynamodb }) => ['c', 'd'].includes(dynamodb.Keys.id.S));
    if (ids.includes('a')) return {
      batchItemFailures: failed.reverse().map(({ dynamodb }) => ({ itemIdentifier: dynamodb.SequenceNumber })),
    };`;
  await createConsumer('ids', body);
  const stream = await createTable();
  await put(['a', 'b', 'c', 'd', 'e']);
  await map(stream, { ...fromStart, FunctionResponseTypes: ['ReportBatchItemFailures'] });

  await expect.poll(entries, patience).toEqual([
    ['a', 'b', 'c', 'd', 'e'],
    ['c', 'd', 'e'],
  ]);
});

test.each([
  ['undefined', 'success'],
  ['{}', 'success'],
  ['{ batchItemFailures: null }', 'success'],
  ['{ batchItemFailures: [] }', 'success'],
  ['"done"', 'failure'],
  ['{ batchItemFailures: [{ itemIdentifier: "" }] }', 'failure'],
  ['{ batchItemFailures: [{ itemIdentifier: null }] }', 'failure'],
  ['{ batchItemFailures: [{ wrongName: ids[0] }] }', 'failure'],
  ['{ batchItemFailures: [{ itemIdentifier: "of no record" }] }', 'failure'],
])('to a function that reports its failures, %s is a %s of the whole batch', async (answer, outcome) => {
  const { createConsumer, createTable, put, map, entries } = await startMappings();
  await createConsumer('ids', `return ${answer};`);
  const stream = await createTable();
  await put(['a', 'b', 'c', 'd']);
  await map(stream, {
    ...fromStart,
    BatchSize: 2,
    MaximumRetryAttempts: 0,
    BisectBatchOnFunctionError: true,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });

  const whole = [
    ['a', 'b'],
    ['c', 'd'],
  ];
  const split = [['a', 'b'], ['a'], ['b'], ['c', 'd'], ['c'], ['d']];
  await expect.poll(entries, patience).toEqual(outcome === 'success' ? whole : split);
});

test('records that are too old are discarded, whatever retries are left, and the log says so', async () => {
  const log = { info() {}, warn: vi.fn(), error() {} };
  const { createConsumer, createTable, createQueue, put, map, entries, receive } = await startMappings({
    log,
  });
  await createConsumer('ids', failOn('old'));
  const stream = await createTable();
  const failures = await createQueue('failures');
  await put(['old']);
  await map(stream, {
    ...fromStart,
    MaximumRecordAgeInSeconds: 60,
    DestinationConfig: { OnFailure: { Destination: failures.arn } },
  });
  await expect.poll(entries, patience).toContainEqual(['old']);

  vi.setSystemTime(Date.now() + 62_000);
  try {
    await put(['new']);
    const { requestContext, responseContext } = JSON.parse(await receive(failures.url));
    expect(requestContext.condition).toBe('RecordAgeExceeded');
    expect(responseContext.functionError).toBe('Unhandled');
    expect(log.warn).toHaveBeenCalledWith(
      `Lambda gave up on 1 records of ${stream}: ${functionArn} failed to process them`,
      { reason: 'RecordAgeExceeded', first: expect.any(String), last: expect.any(String) },
    );
    await expect.poll(entries, patience).toContainEqual(['new']);
  } finally {
    vi.useRealTimers();
  }
});

test('records that expired before a mapping read them are reported in the log', async () => {
  onTestFinished(() => void vi.useRealTimers());
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
  const log = { info() {}, warn: vi.fn(), error() {} };
  const { lambda, createConsumer, createTable, put, map, entries } = await startMappings({ log });
  await createConsumer('ids');
  const stream = await createTable();
  await put(['read']);
  const UUID = await map(stream, fromStart);
  await expect.poll(entries, patience).toEqual([['read']]);
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
  await put(['forgotten']);

  vi.setSystemTime(Date.now() + 25 * 3600 * 1000);
  await put(['new']);
  vi.advanceTimersByTime(3600 * 1000); // DynamoDB's maintenance
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }));

  await expect.poll(entries, patience).toEqual([['read'], ['new']]);
  expect(log.warn).toHaveBeenCalledWith(
    `${stream} has dropped records that ${functionArn} had not read, because they were older than a day`,
    { after: expect.any(String), through: expect.any(String) },
  );
});
