import { readdir } from 'node:fs/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../../s3/testing/temporary-folder.ts';
import { createGate, gatedHandler } from '../testing/gate.ts';
import { startAsync } from '../testing/start-async.ts';

const FunctionName = 'gated';
const maximumAge = 60;

/** A function with room for one event, which one holds; what becomes of others is told in a queue. */
async function startWithoutRoom() {
  const started = await startAsync();
  const { create, reserve, configure, createQueue, enqueue } = started;
  await create(FunctionName, gatedHandler, { Timeout: 60 });
  await reserve(FunctionName, 1);
  const failures = await createQueue('failures');
  const DestinationConfig = { OnFailure: { Destination: failures.arn } };
  const age = (MaximumEventAgeInSeconds: number) =>
    configure(FunctionName, { MaximumEventAgeInSeconds, DestinationConfig });
  await age(maximumAge);
  const gate = await createGate();
  onTestFinished(gate.open);
  await enqueue(FunctionName, gate.event);
  await gate.holds(1);
  return { ...started, failures, gate, age };
}

/** Lets the clock be so many seconds ahead from now on. */
function setClock(seconds: number): void {
  vi.setSystemTime(Date.now() + seconds * 1000);
  onTestFinished(() => void vi.useRealTimers());
}

const expired = (event: unknown) => ({
  version: '1.0',
  timestamp: expect.any(String),
  requestContext: {
    requestId: expect.any(String),
    functionArn: `arn:aws:lambda:us-east-1:000000000000:function:${FunctionName}:$LATEST`,
    condition: 'EventAgeExceeded',
    approximateInvokeCount: 0,
  },
  requestPayload: event,
});

test('an event that has waited too long for room never runs, and the destination is told', async () => {
  const { enqueue, record, failures, gate } = await startWithoutRoom();
  await enqueue(FunctionName, { ...gate.event, turn: 'old' });

  setClock(maximumAge + 1);
  await enqueue(FunctionName, { ...gate.event, turn: 'young' });

  expect(await record(failures.url)).toEqual(expired({ ...gate.event, turn: 'old' }));
  await gate.open();
  await gate.holds(2); // the first and the young one
});

test('an event that is too old when there is room at last does not run', async () => {
  const { enqueue, record, failures, gate } = await startWithoutRoom();
  const other = await createGate();
  await enqueue(FunctionName, other.event);

  setClock(maximumAge + 1);
  await gate.open();

  expect(await record(failures.url)).toEqual(expired(other.event));
  expect(await readdir(other.event.gate)).toEqual([]);
});

test('events get too old by themselves', async () => {
  const { enqueue, record, failures } = await startWithoutRoom();
  setClock(2 - maximumAge);
  await enqueue(FunctionName, { turn: 'old' });
  vi.useRealTimers();
  await enqueue(FunctionName, { turn: 'young' }); // the old one has two seconds left

  expect(await record(failures.url)).toEqual(expired({ turn: 'old' }));
});

test('a shorter age is also for events that wait already', async () => {
  const { enqueue, record, failures, age } = await startWithoutRoom();
  await age(3600);
  await enqueue(FunctionName, { turn: 'old' });
  setClock(maximumAge + 1);

  await age(maximumAge);

  expect(await record(failures.url)).toEqual(expired({ turn: 'old' }));
});

test('Lambda does not wait for a retry that would come too late', async () => {
  const { create, configure, createQueue, enqueue, record } = await startAsync();
  await create('failing', "export const handler = async () => { throw new Error('no'); };");
  const failures = await createQueue('failures');
  const DestinationConfig = { OnFailure: { Destination: failures.arn } };
  await configure('failing', { MaximumEventAgeInSeconds: 60, DestinationConfig }); // its first retry is a minute later

  await enqueue('failing');

  expect(await record(failures.url)).toMatchObject({
    requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 1 },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: { errorMessage: 'no' },
  });
});

test('while local-aws is down no event ages, and after it a retry is due, whatever the clock says', async () => {
  for (const hours of [7, -7]) {
    const dataDir = await temporaryFolder();
    const { aws, create, enqueue } = await startAsync({ dataDir });
    const source = `
      import { existsSync, writeFileSync } from 'node:fs';
      export const handler = async ({ gate }) => {
        writeFileSync(gate + '/tried', '');
        if (!existsSync(gate + '/open')) throw new Error('not yet');
        writeFileSync(gate + '/done', '');
      };`;
    await create('failing', source); // its first retry is a minute later
    const gate = await createGate();
    await enqueue('failing', gate.event);
    await expect.poll(gate.names, { timeout: 20_000 }).toContain('tried');

    await aws.close();
    await gate.open();
    setClock(hours * 3600);
    await startAsync({ dataDir });

    await expect.poll(gate.names, { timeout: 20_000 }).toContain('done');
    vi.useRealTimers();
  }
});
