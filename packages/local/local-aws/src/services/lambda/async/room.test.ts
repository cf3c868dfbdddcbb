import { DeleteFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { expect, onTestFinished, test } from 'vitest';
import { createGate, gatedHandler } from '../testing/gate.ts';
import { startAsync } from '../testing/start-async.ts';

const FunctionName = 'gated';

async function start(reserved: number, gates = 1) {
  const started = await startAsync();
  await started.create(FunctionName, gatedHandler, { Timeout: 60 });
  await started.reserve(FunctionName, reserved);
  const gate = await createGate();
  onTestFinished(gate.open);
  for (let event = 0; event < gates; event++) await started.enqueue(FunctionName, gate.event);
  return { ...started, gate };
}

test('events that wait run as soon as their function gets more concurrency', async () => {
  const { lambda, reserve, gate } = await start(1, 4);
  await gate.holds(1);

  await reserve(FunctionName, 2);
  await gate.holds(2);
  await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  await gate.holds(4);
});

test('without any concurrency events are over at once, those that wait already too', async () => {
  const { lambda, reserve, configure, createQueue, enqueue, record, gate } = await start(1);
  await gate.holds(1);
  const failures = await createQueue('failures');
  await configure(FunctionName, { DestinationConfig: { OnFailure: { Destination: failures.arn } } });
  const over = (event: unknown) => ({
    version: '1.0',
    timestamp: expect.any(String),
    requestContext: {
      requestId: expect.any(String),
      functionArn: `arn:aws:lambda:us-east-1:000000000000:function:${FunctionName}:$LATEST`,
      condition: 'ZeroReservedConcurrency',
      approximateInvokeCount: 0,
    },
    requestPayload: event,
  });

  await enqueue(FunctionName, { turn: 1 });
  await reserve(FunctionName, 0);
  expect(await record(failures.url)).toEqual(over({ turn: 1 }));
  await enqueue(FunctionName, { turn: 2 });
  expect(await record(failures.url)).toEqual(over({ turn: 2 }));

  await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
  await enqueue(FunctionName, gate.event);
  await gate.holds(2);
});
