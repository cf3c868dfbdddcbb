import {
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  DeleteFunctionCommand,
  GetEventSourceMappingCommand,
  ListEventSourceMappingsCommand,
  ListTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { FunctionName, patience, startMappings } from '../testing/start-mappings.ts';

const functionArn = `arn:aws:lambda:us-east-1:000000000000:function:${FunctionName}`;
const unknown = { name: 'ResourceNotFoundException', message: 'The resource you requested does not exist.' };
const fromStart = { StartingPosition: 'TRIM_HORIZON' } as const;

test('a mapping of a stream has the defaults of AWS, and is enabled once it was made', async () => {
  const { lambda, createConsumer, createTable } = await startMappings();
  await createConsumer('ids');
  const EventSourceArn = await createTable();

  const { $metadata, ...created } = await lambda.send(
    new CreateEventSourceMappingCommand({ FunctionName, EventSourceArn, StartingPosition: 'LATEST' }),
  );

  expect($metadata.httpStatusCode).toBe(202);
  expect(created).toEqual({
    UUID: expect.stringMatching(/^[0-9a-f-]{36}$/),
    EventSourceMappingArn: `arn:aws:lambda:us-east-1:000000000000:event-source-mapping:${created.UUID}`,
    EventSourceArn,
    FunctionArn: functionArn,
    State: 'Creating',
    StateTransitionReason: 'User action',
    LastModified: expect.any(Date),
    LastProcessingResult: 'No records processed',
    StartingPosition: 'LATEST',
    BatchSize: 100,
    MaximumBatchingWindowInSeconds: 0,
    ParallelizationFactor: 1,
    BisectBatchOnFunctionError: false,
    MaximumRetryAttempts: -1,
    MaximumRecordAgeInSeconds: -1,
    TumblingWindowInSeconds: 0,
    FunctionResponseTypes: [],
    DestinationConfig: { OnFailure: {} },
  });
  const { UUID } = created;
  const { $metadata: _, ...read } = await lambda.send(new GetEventSourceMappingCommand({ UUID }));
  expect(read).toEqual({ ...created, State: 'Enabled' });
});

test('a mapping of a queue has the defaults of AWS', async () => {
  const { lambda, createConsumer, createQueue } = await startMappings();
  await createConsumer('ids');
  const { arn: EventSourceArn } = await createQueue('jobs');

  const { $metadata: _, ...created } = await lambda.send(
    new CreateEventSourceMappingCommand({ FunctionName, EventSourceArn }),
  );

  expect(created).toEqual({
    UUID: expect.any(String),
    EventSourceMappingArn: expect.any(String),
    EventSourceArn,
    FunctionArn: functionArn,
    State: 'Creating',
    StateTransitionReason: 'USER_INITIATED',
    LastModified: expect.any(Date),
    BatchSize: 10,
    MaximumBatchingWindowInSeconds: 0,
    FunctionResponseTypes: [],
  });
});

test('a change keeps what it does not name, and its answers tell the way between the states', async () => {
  const { lambda, createConsumer, createTable, createQueue, map } = await startMappings();
  await createConsumer('ids');
  const failures = await createQueue('failures');
  const DestinationConfig = { OnFailure: { Destination: failures.arn } };
  const UUID = await map(await createTable(), { ...fromStart, BatchSize: 7, DestinationConfig });
  const update = async (changes: object) =>
    (await lambda.send(new UpdateEventSourceMappingCommand({ UUID, ...changes }))).State;
  const read = () => lambda.send(new GetEventSourceMappingCommand({ UUID }));

  expect(await update({ MaximumRetryAttempts: 3 })).toBe('Updating');
  expect(await read()).toMatchObject({
    State: 'Enabled',
    BatchSize: 7,
    MaximumRetryAttempts: 3,
    DestinationConfig,
  });
  expect(await update({ Enabled: false, DestinationConfig: { OnFailure: {} } })).toBe('Disabling');
  expect(await read()).toMatchObject({ State: 'Disabled', DestinationConfig: { OnFailure: {} } });
  expect(await update({ Enabled: true })).toBe('Enabling');
  expect(await read()).toMatchObject({ State: 'Enabled', MaximumRetryAttempts: 3 });
});

test("a queue's maximum concurrency is kept until an empty ScalingConfig takes it away", async () => {
  const { lambda, createConsumer, createQueue, map } = await startMappings();
  await createConsumer('ids');
  const UUID = await map((await createQueue('jobs')).arn, { ScalingConfig: { MaximumConcurrency: 2 } });
  const update = (changes: object) => lambda.send(new UpdateEventSourceMappingCommand({ UUID, ...changes }));
  const read = async () => (await lambda.send(new GetEventSourceMappingCommand({ UUID }))).ScalingConfig;

  expect(await read()).toEqual({ MaximumConcurrency: 2 });
  await update({ BatchSize: 5 });
  expect(await read()).toEqual({ MaximumConcurrency: 2 });
  await update({ ScalingConfig: { MaximumConcurrency: 1000 } });
  expect(await read()).toEqual({ MaximumConcurrency: 1000 });
  await update({ ScalingConfig: {} });
  expect(await read()).toBeUndefined();
});

test('a deleted mapping is gone', async () => {
  const { lambda, createConsumer, createQueue, map } = await startMappings();
  await createConsumer('ids');
  const UUID = await map((await createQueue('jobs')).arn);

  const deleted = await lambda.send(new DeleteEventSourceMappingCommand({ UUID }));

  expect(deleted).toMatchObject({ UUID, State: 'Deleting' });
  await expect(lambda.send(new GetEventSourceMappingCommand({ UUID }))).rejects.toMatchObject(unknown);
  await expect(lambda.send(new UpdateEventSourceMappingCommand({ UUID }))).rejects.toMatchObject(unknown);
  await expect(lambda.send(new DeleteEventSourceMappingCommand({ UUID }))).rejects.toMatchObject(unknown);
});

test('a mapping outlives its function, and goes on when there is one again', async () => {
  const { lambda, createConsumer, createTable, put, map, entries } = await startMappings();
  await createConsumer('ids');
  const UUID = await map(await createTable(), fromStart);
  await lambda.send(new DeleteFunctionCommand({ FunctionName }));
  await put(['a']);

  const result = async () =>
    (await lambda.send(new GetEventSourceMappingCommand({ UUID }))).LastProcessingResult;
  await expect.poll(result, patience).toBe(`PROBLEM: Function not found: ${functionArn}`);
  await createConsumer('ids');

  await expect.poll(entries, patience).toEqual([['a']]);
  await expect.poll(result, patience).toBe('OK');
});

test('mappings are listed by source and by function, a page at a time', async () => {
  const { lambda, createConsumer, createQueue, map } = await startMappings();
  await createConsumer('ids');
  const queues = await Promise.all(['a', 'b', 'c'].map((name) => createQueue(name)));
  const uuids = await Promise.all(queues.map(({ arn }) => map(arn)));
  const list = async (input: object) => {
    const answer = await lambda.send(new ListEventSourceMappingsCommand(input));
    return { uuids: answer.EventSourceMappings?.map(({ UUID }) => UUID), next: answer.NextMarker };
  };

  expect((await list({ EventSourceArn: queues[1]?.arn })).uuids).toEqual([uuids[1]]);
  expect((await list({ FunctionName: 'another' })).uuids).toEqual([]);
  const first = await list({ FunctionName: functionArn, MaxItems: 2 });
  const second = await list({ FunctionName, MaxItems: 2, Marker: first.next });
  expect(second.next).toBeUndefined();
  expect([...(first.uuids ?? []), ...(second.uuids ?? [])]).toEqual(uuids.sort());
});

test('a mapping has tags', async () => {
  const { lambda, createConsumer, createQueue, map } = await startMappings();
  await createConsumer('ids');
  const UUID = await map((await createQueue('jobs')).arn, { Tags: { stage: 'dev', owner: 'me' } });
  const Resource = `arn:aws:lambda:us-east-1:000000000000:event-source-mapping:${UUID}`;

  await lambda.send(new TagResourceCommand({ Resource, Tags: { stage: 'prod' } }));
  await lambda.send(new UntagResourceCommand({ Resource, TagKeys: ['owner'] }));

  expect((await lambda.send(new ListTagsCommand({ Resource }))).Tags).toEqual({ stage: 'prod' });
  await lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
  await expect(lambda.send(new ListTagsCommand({ Resource }))).rejects.toMatchObject(unknown);
});
