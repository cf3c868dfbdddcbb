import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type InvocationType, InvokeCommand } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../s3/testing/temporary-folder.ts';
import { patience } from '../testing/processes.ts';
import { startLambda } from '../testing/start-lambda.ts';

const FunctionName = 'echo';
const echo = 'export const handler = async (event) => event;';

test('an event is accepted at once and run later, under the request id of the acceptance', async () => {
  const { lambda, create } = await startLambda();
  const file = join(await temporaryFolder(), 'ran');
  const source = `import { writeFileSync } from 'node:fs';
    export const handler = async ({ file }, { awsRequestId }) => writeFileSync(file, awsRequestId);`;
  await create(FunctionName, source);

  const Payload = JSON.stringify({ file });
  const { StatusCode, $metadata } = await lambda.send(
    new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload }),
  );

  expect(StatusCode).toBe(202);
  await expect.poll(() => readFile(file, 'utf8').catch(() => undefined), patience).toBe($metadata.requestId);
});

test('an invocation type that there is not runs nothing', async () => {
  const { lambda, create } = await startLambda();
  await create(FunctionName, echo);

  const foo = new InvokeCommand({ FunctionName, InvocationType: 'Foo' as InvocationType });
  await expect(lambda.send(foo)).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      "1 validation error detected: Value 'Foo' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [DryRun, RequestResponse, Event]",
  });
});

test('a synchronous call hands its client context to the handler', async () => {
  const { lambda, create } = await startLambda();
  await create(
    FunctionName,
    'export const handler = async (event, { clientContext }) => ({ clientContext });',
  );
  const call = async (ClientContext?: string) => {
    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName, ClientContext }));
    return JSON.parse(Payload?.transformToString() ?? '').clientContext;
  };
  const context = { custom: { name: 'Ánna 雪', lines: 'a\nb' }, env: {} };

  expect(await call(Buffer.from(JSON.stringify(context)).toString('base64'))).toEqual(context);
  expect(await call()).toBeUndefined();
  for (const bad of [
    '{"custom":{}}',
    Buffer.from('text').toString('base64'),
    Buffer.from('[1]').toString('base64'),
  ]) {
    await expect(call(bad)).rejects.toMatchObject({
      name: 'InvalidRequestContentException',
      message: 'Client context must be a valid Base64-encoded JSON object.',
    });
  }
});

test('a dry run runs nothing', async () => {
  const { lambda, create } = await startLambda();
  await create(FunctionName, 'throw new Error("it ran");');

  const answer = await lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'DryRun' }));

  expect(answer).toMatchObject({ StatusCode: 204 });
  expect(answer.FunctionError).toBeUndefined();
});

test('without a payload the event is an empty object, and without being asked for there is no log', async () => {
  const { lambda, create } = await startLambda();
  await create(FunctionName, echo);

  const { Payload, LogResult } = await lambda.send(new InvokeCommand({ FunctionName }));

  expect(Payload?.transformToString()).toBe('{}');
  expect(LogResult).toBeUndefined();
});

test.each([
  ['RequestResponse', 6 * 1024 ** 2],
  ['Event', 1024 ** 2],
] as const)('a payload for %s has at most %d bytes', async (InvocationType, limit) => {
  const { lambda, create } = await startLambda();
  await create(FunctionName, 'export const handler = async (event) => event.length;', { MemorySize: 512 });
  const invoke = (bytes: number) => {
    const Payload = JSON.stringify('x'.repeat(bytes - 2));
    return lambda.send(new InvokeCommand({ FunctionName, InvocationType, Payload }));
  };

  expect((await invoke(limit)).FunctionError).toBeUndefined();
  await expect(invoke(limit + 1)).rejects.toMatchObject({
    name: 'RequestTooLargeException',
    message: `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
    $metadata: { httpStatusCode: 413 },
  });
});

test('an answer over 6 MB is an error of the function', async () => {
  const { create, invoke } = await startLambda();
  await create(FunctionName, `export const handler = async () => 'x'.repeat(7_000_000);`, {
    MemorySize: 512,
  });

  const { error, value } = await invoke(FunctionName);

  expect(error).toBe('Unhandled');
  expect(value).toEqual({
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage:
      'Response payload size (7000002 bytes) exceeded maximum allowed payload size (6291556 bytes).',
  });
});

test('a payload that is no JSON never reaches the function', async () => {
  const { lambda, create } = await startLambda();
  await create(FunctionName, echo);

  await expect(lambda.send(new InvokeCommand({ FunctionName, Payload: '{no' }))).rejects.toMatchObject({
    name: 'InvalidRequestContentException',
    message: expect.stringMatching(/^Could not parse request body into json: /),
  });
});
