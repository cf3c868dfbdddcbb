import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateAliasCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../s3/testing/temporary-folder.ts';
import { patience } from '../testing/processes.ts';
import { startAsync } from '../testing/start-async.ts';
import { zipOf } from '../testing/zip-of.ts';

const FunctionName = 'resize';
const source = `export const handler = async (event) => {
  if (event.fails) throw new RangeError('too big');
  return event;
};`;
const start = () => startAsync({ lambda: { retryDelaysMs: [1, 1] } });

test('a success and a failure are told to the destination that each has', async () => {
  const { create, configure, createQueue, enqueue, record } = await start();
  await create(FunctionName, source);
  const [successes, failures] = [await createQueue('successes'), await createQueue('failures')];
  await configure(FunctionName, {
    DestinationConfig: {
      OnSuccess: { Destination: successes.arn },
      OnFailure: { Destination: failures.arn },
    },
  });

  await enqueue(FunctionName, { id: 1 });
  await enqueue(FunctionName, { fails: true });

  expect(await record(successes.url)).toMatchObject({
    requestContext: { condition: 'Success', approximateInvokeCount: 1 },
    requestPayload: { id: 1 },
    responseContext: { statusCode: 200, executedVersion: '$LATEST' },
    responsePayload: { id: 1 },
  });
  expect(await record(failures.url)).toMatchObject({
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
    requestPayload: { fails: true },
    responseContext: { functionError: 'Unhandled' },
    responsePayload: { errorType: 'RangeError', errorMessage: 'too big' },
  });
});

test('an answer that is no JSON is told as a text, and none at all as null', async () => {
  const { create, configure, createQueue, enqueue, record } = await start();
  const bootstrap = `#!/bin/sh
api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"
while true; do
  headers="$(mktemp)"
  event="$(curl -sS -D "$headers" "$api/next")"
  id="$(grep -Fi Lambda-Runtime-Aws-Request-Id "$headers" | tr -d '[:space:]' | cut -d: -f2)"
  case "$event" in '"nothing"') answer= ;; '"null"') answer=null ;; *) answer='<html>502</html>' ;; esac
  curl -sS "$api/$id/response" -d "$answer" > /dev/null
done
`;
  const Code = { ZipFile: await zipOf({ bootstrap }) };
  await create(FunctionName, '', { Runtime: 'provided.al2023', Handler: 'bootstrap', Code });
  const { arn, url } = await createQueue('successes');
  await configure(FunctionName, { DestinationConfig: { OnSuccess: { Destination: arn } } });

  await enqueue(FunctionName, 'page');
  expect(await record(url)).toMatchObject({ responsePayload: '<html>502</html>' });
  for (const event of ['nothing', 'null']) {
    await enqueue(FunctionName, event);
    expect(await record(url)).toMatchObject({ responsePayload: null });
  }
});

test('a function can be a destination', async () => {
  const { create, configure, enqueue } = await start();
  const { FunctionArn } = await create(
    'listener',
    `import { writeFileSync } from 'node:fs';
    export const handler = async ({ requestPayload, responsePayload }) =>
      writeFileSync(requestPayload.file, responsePayload.file);`,
  );
  await create(FunctionName, source);
  await configure(FunctionName, { DestinationConfig: { OnSuccess: { Destination: FunctionArn } } });
  const file = join(await temporaryFolder(), 'told');

  await enqueue(FunctionName, { file });

  await expect.poll(() => readFile(file, 'utf8').catch(() => ''), patience).toBe(file);
});

test('calls by an alias, a version or neither have the retries and destinations of their own', async () => {
  const { lambda, create, configure, createQueue, enqueue, record } = await start();
  await create(FunctionName, source, { Publish: true });
  await lambda.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }));
  const attempts = new Map([
    [FunctionName, 3],
    [`${FunctionName}:live`, 1],
    [`${FunctionName}:1`, 2],
  ]);

  for (const [called, count] of attempts) {
    const queue = await createQueue(`failures-${count}`);
    const DestinationConfig = { OnFailure: { Destination: queue.arn } };
    await configure(called, { MaximumRetryAttempts: count - 1, DestinationConfig });
  }
  for (const called of attempts.keys()) await enqueue(called, { fails: true });

  for (const [called, count] of attempts) {
    const { url } = await createQueue(`failures-${count}`); // it is there already
    const [, qualifier = '$LATEST'] = called.split(':');
    expect((await record(url)).requestContext).toMatchObject({
      functionArn: `arn:aws:lambda:us-east-1:000000000000:function:${FunctionName}:${qualifier}`,
      approximateInvokeCount: count,
    });
  }
});

test('a dead-letter queue gets the event itself, and what went wrong; a version keeps its own', async () => {
  const { lambda, reserve, create, createQueue, enqueue, receiveMessage } = await start();
  const [first, second] = [await createQueue('first'), await createQueue('second')];
  await create(FunctionName, source, { Publish: true, DeadLetterConfig: { TargetArn: first.arn } });
  const DeadLetterConfig = { TargetArn: second.arn };
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, DeadLetterConfig }));
  const letter = async (url: string) => {
    const { Body = '', MessageAttributes = {} } = await receiveMessage(url);
    const { RequestID, ErrorCode, ErrorMessage } = MessageAttributes;
    expect(RequestID?.StringValue).toMatch(/^[0-9a-f-]{36}$/);
    return [JSON.parse(Body), ErrorCode?.StringValue, ErrorMessage?.StringValue];
  };

  await enqueue(FunctionName, { fails: 'latest' });
  expect(await letter(second.url)).toEqual([{ fails: 'latest' }, '200', 'too big']);
  await enqueue(`${FunctionName}:1`, { fails: 'version' });
  expect(await letter(first.url)).toEqual([{ fails: 'version' }, '200', 'too big']);

  await reserve(FunctionName, 0);
  await enqueue(FunctionName, { id: 2 });
  expect(await letter(second.url)).toEqual([{ id: 2 }, '429', 'Rate Exceeded.']);
});

test('a dead-letter queue that can not be sent to is refused', async () => {
  const { create } = await start();
  const withQueue = (TargetArn: string) => create(FunctionName, source, { DeadLetterConfig: { TargetArn } });

  await expect(withQueue('arn:aws:sqs:us-east-1:000000000000:none')).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: expect.stringContaining('AWS.SimpleQueueService.NonExistentQueue'),
  });
  await expect(withQueue('arn:aws:sns:us-east-1:000000000000:none')).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: expect.stringContaining('Topic does not exist'),
  });
});

test("where IAM is enforced the function's role must be allowed to send", async () => {
  const { create, configure, createQueue } = await startAsync({ enforceIam: true });
  const { arn } = await createQueue('failures');
  const { FunctionArn } = await create('listener', source);
  const DeadLetterConfig = { TargetArn: arn };

  await expect(create(FunctionName, source, { DeadLetterConfig })).rejects.toThrow(
    'The provided execution role does not have permissions to call SendMessage on SQS',
  );
  await create(FunctionName, source);
  for (const [Destination, action] of [
    [arn, 'SendMessage'],
    [FunctionArn, 'InvokeFunction'],
  ]) {
    await expect(
      configure(FunctionName, { DestinationConfig: { OnFailure: { Destination } } }),
    ).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: `The function's execution role does not have permissions to call ${action} on ${Destination}`,
    });
  }
});
