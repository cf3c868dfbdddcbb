import {
  CreateAliasCommand,
  CreateFunctionUrlConfigCommand,
  type CreateFunctionUrlConfigCommandInput,
  DeleteAliasCommand,
  DeleteFunctionCommand,
  DeleteFunctionUrlConfigCommand,
  GetFunctionUrlConfigCommand,
  ListFunctionUrlConfigsCommand,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { startLambda } from '../../testing/start-lambda.ts';

const FunctionName = 'serve';
const FunctionArn = `arn:aws:lambda:us-east-1:000000000000:function:${FunctionName}`;
const alias = { FunctionName, Name: 'live', FunctionVersion: '1' };
const noFunction = { name: 'ResourceNotFoundException', message: 'Function does not exist' };
const noUrl = { name: 'ResourceNotFoundException', message: 'The resource you requested does not exist.' };

/** A function with version 1, which the alias `live` is of. */
async function start() {
  const started = await startLambda();
  const { lambda } = started;
  await started.create(FunctionName, 'export const handler = async () => 1;', { Publish: true });
  await lambda.send(new CreateAliasCommand(alias));
  return {
    ...started,
    url: (input: Partial<CreateFunctionUrlConfigCommandInput> = {}) =>
      lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE', ...input })),
    read: (Qualifier?: string, name = FunctionName) =>
      lambda.send(new GetFunctionUrlConfigCommand({ FunctionName: name, Qualifier })),
  };
}

test('a function and its aliases have a URL each, which reads back until it is deleted', async () => {
  const { aws, lambda, url, read } = await start();
  const cors = { AllowOrigins: ['https://app.example'], AllowMethods: ['GET'], MaxAge: 60 };

  const created = await url({ Cors: cors });
  expect(created).toMatchObject({
    FunctionArn,
    AuthType: 'NONE',
    Cors: cors,
    $metadata: { httpStatusCode: 201 },
  });
  expect(created.InvokeMode).toBeUndefined();
  expect(created.FunctionUrl).toMatch(
    new RegExp(
      `^http://[a-z2-7]{32}\\.lambda-url\\.us-east-1\\.localhost\\.localstack\\.cloud:${aws.port}/$`,
    ),
  );
  await url({ Qualifier: 'live', AuthType: 'AWS_IAM', InvokeMode: 'RESPONSE_STREAM' });

  expect(await read()).toMatchObject({
    FunctionUrl: created.FunctionUrl,
    InvokeMode: 'BUFFERED',
    CreationTime: created.CreationTime,
    LastModifiedTime: created.CreationTime,
  });
  expect(await read(undefined, `${FunctionArn}:live`)).toMatchObject({
    FunctionArn: `${FunctionArn}:live`,
    AuthType: 'AWS_IAM',
    InvokeMode: 'RESPONSE_STREAM',
  });
  const page = await lambda.send(new ListFunctionUrlConfigsCommand({ FunctionName, MaxItems: 1 }));
  expect(page.FunctionUrlConfigs).toMatchObject([{ FunctionArn, InvokeMode: 'BUFFERED' }]);
  const rest = await lambda.send(
    new ListFunctionUrlConfigsCommand({ FunctionName, Marker: page.NextMarker }),
  );
  expect(rest.FunctionUrlConfigs).toMatchObject([{ FunctionArn: `${FunctionArn}:live` }]);
  expect(rest.NextMarker).toBeUndefined();

  await lambda.send(new DeleteFunctionUrlConfigCommand({ FunctionName }));
  await expect(read()).rejects.toMatchObject(noUrl);
  await expect(lambda.send(new DeleteFunctionUrlConfigCommand({ FunctionName }))).rejects.toMatchObject(
    noUrl,
  );
  expect(await read('live')).toMatchObject({ AuthType: 'AWS_IAM' });
});

test('an update changes what it names, and an empty Cors takes it away', async () => {
  const { lambda, url, read } = await start();
  const update = (input: object) =>
    lambda.send(new UpdateFunctionUrlConfigCommand({ FunctionName, ...input }));
  const { FunctionUrl } = await url({ Cors: { AllowOrigins: ['*'] } });

  expect(await update({ AuthType: 'AWS_IAM' })).toMatchObject({
    FunctionUrl,
    AuthType: 'AWS_IAM',
    Cors: { AllowOrigins: ['*'] },
  });
  expect(await update({ InvokeMode: 'RESPONSE_STREAM' })).toMatchObject({ InvokeMode: 'RESPONSE_STREAM' });
  expect((await update({ Cors: {} })).Cors).toBeUndefined();
  expect(await read()).toMatchObject({ FunctionUrl, AuthType: 'AWS_IAM', InvokeMode: 'RESPONSE_STREAM' });
});

test('a URL goes with its function or its alias', async () => {
  const { lambda, create, url, read } = await start();
  await url();
  await url({ Qualifier: 'live' });

  await lambda.send(new DeleteAliasCommand(alias));
  await lambda.send(new CreateAliasCommand(alias));
  await expect(read('live')).rejects.toMatchObject(noUrl);
  await lambda.send(new DeleteFunctionCommand({ FunctionName }));
  await create(FunctionName, 'export const handler = async () => 1;');
  await expect(read()).rejects.toMatchObject(noUrl);
});

test('the tag _custom_id_ chooses the id, with the alias behind it', async () => {
  const { create, url } = await start();
  const source = 'export const handler = async () => 1;';
  await create('named', source, { Tags: { _custom_id_: 'My-Site' } });
  await create('other', source, { Tags: { _custom_id_: 'my-site' } });
  await create('wrong', source, { Tags: { _custom_id_: '-_-' } });

  expect((await url({ FunctionName: 'named' })).FunctionUrl).toContain(
    'http://my-site.lambda-url.us-east-1.',
  );
  await expect(url({ FunctionName: 'other' })).rejects.toMatchObject({ name: 'ResourceConflictException' });
  expect((await url({ FunctionName: 'wrong' })).FunctionUrl).toMatch(/^http:\/\/[a-z2-7]{32}\./);
});

test.each([
  [{ FunctionName: 'none' }, 'ResourceNotFoundException', 'Function does not exist'],
  [{ Qualifier: 'gone' }, 'ResourceNotFoundException', 'Function does not exist'],
  [
    { Qualifier: '1' },
    'ValidationException',
    "1 validation error detected: Value '1' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ((?!^\\d+$)^[0-9a-zA-Z-_]+$)",
  ],
  [
    { FunctionName: `${FunctionName}:$LATEST` },
    'ValidationException',
    "1 validation error detected: Value '$LATEST' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ((?!^\\d+$)^[0-9a-zA-Z-_]+$)",
  ],
  [
    { FunctionName: `${FunctionName}:live`, Qualifier: 'other' },
    'InvalidParameterValueException',
    'The derived qualifier from the function name does not match the specified qualifier.',
  ],
  [
    { InvokeMode: 'UNKNOWN' as never },
    'ValidationException',
    "1 validation error detected: Value 'UNKNOWN' at 'invokeMode' failed to satisfy constraint: Member must satisfy enum value set: [RESPONSE_STREAM, BUFFERED]",
  ],
  [
    { Cors: { AllowMethods: ['OPTIONS'] } },
    'ValidationException',
    "1 validation error detected: Value '[OPTIONS]' at 'cors.allowMethods' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 6, Member must have length greater than or equal to 0, Member must satisfy regular expression pattern: .*]",
  ],
  [
    { Cors: { MaxAge: 86_401 } },
    'ValidationException',
    "1 validation error detected: Value '86401' at 'cors.maxAge' failed to satisfy constraint: Member must have value less than or equal to 86400",
  ],
])('a URL with %j is refused', async (input, name, message) => {
  const { url } = await start();
  await expect(url(input)).rejects.toMatchObject({ name, message });
});

test('a function has one URL, and only what is there can be read, changed and listed', async () => {
  const { lambda, url, read } = await start();
  await url();
  await expect(url()).rejects.toMatchObject({
    name: 'ResourceConflictException',
    message: `Failed to create function url config for [functionArn = ${FunctionArn}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
    $metadata: { httpStatusCode: 409 },
  });
  const update = (input: { FunctionName: string; Qualifier?: string }) =>
    lambda.send(new UpdateFunctionUrlConfigCommand(input));
  await expect(read(undefined, 'none')).rejects.toMatchObject(noUrl);
  await expect(update({ FunctionName: 'none' })).rejects.toMatchObject(noFunction);
  await expect(update({ FunctionName, Qualifier: 'gone' })).rejects.toMatchObject(noFunction);
  await expect(update({ FunctionName, Qualifier: 'live' })).rejects.toMatchObject(noUrl);
  await expect(
    lambda.send(new ListFunctionUrlConfigsCommand({ FunctionName: 'none' })),
  ).rejects.toMatchObject(noFunction);
});
