import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DeleteFunctionCommand,
  GetAccountSettingsCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  ListFunctionsCommand,
  ListTagsCommand,
  PutFunctionConcurrencyCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../s3/testing/temporary-folder.ts';
import { Role, startLambda } from '../testing/start-lambda.ts';
import { zipOf } from '../testing/zip-of.ts';

const FunctionName = 'resize';
const FunctionArn = `arn:aws:lambda:us-east-1:000000000000:function:${FunctionName}`;
const source = 'export const handler = async () => 1;';

test('a function reads back as it was created, defaults filled in', async () => {
  const { lambda, create } = await startLambda();
  const ZipFile = await zipOf({ 'index.mjs': source });
  const CodeSha256 = createHash('sha256').update(ZipFile).digest('base64');

  const created = await create(FunctionName, source, { Code: { ZipFile }, Architectures: ['arm64'] });

  expect(created).toMatchObject({
    FunctionName,
    FunctionArn,
    Role,
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    CodeSha256,
    CodeSize: ZipFile.length,
    Timeout: 3,
    MemorySize: 128,
    Architectures: ['arm64'],
    EphemeralStorage: { Size: 512 },
    TracingConfig: { Mode: 'PassThrough' },
    PackageType: 'Zip',
    State: 'Pending',
    StateReasonCode: 'Creating',
    Version: '$LATEST',
    LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+\+0000$/),
    LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${FunctionName}` },
  });
  const { $metadata: _, State, StateReason, StateReasonCode, ...configuration } = created;
  for (const reference of [FunctionName, FunctionArn, `000000000000:function:${FunctionName}`]) {
    const read = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: reference }));
    expect(read).toMatchObject({ ...configuration, State: 'Active', LastUpdateStatus: 'Successful' });
  }
});

test('GetFunction hands out a URL of the very zip', async () => {
  const { lambda, create } = await startLambda();
  const ZipFile = await zipOf({ 'index.mjs': source });
  await create(FunctionName, source, { Code: { ZipFile }, Tags: { stage: 'dev' } });

  const { Code, Tags, Concurrency } = await lambda.send(new GetFunctionCommand({ FunctionName }));

  expect(Tags).toEqual({ stage: 'dev' });
  expect(Concurrency).toBeUndefined();
  const download = await fetch(Code?.Location ?? '');
  expect(Buffer.from(await download.arrayBuffer()).equals(ZipFile)).toBe(true);
});

test('an update changes what it names and nothing else', async () => {
  const { lambda, create, invoke } = await startLambda();
  const Environment = { Variables: { SIZE: '1' } };
  await create(FunctionName, 'export const handler = async () => process.env.SIZE;', {
    Environment,
    Timeout: 9,
  });
  expect((await invoke(FunctionName)).value).toBe('1');

  const update = { FunctionName, Environment: { Variables: { SIZE: '2' } } };
  const updated = await lambda.send(new UpdateFunctionConfigurationCommand(update));

  expect(updated).toMatchObject({
    Timeout: 9,
    Environment: update.Environment,
    LastUpdateStatus: 'InProgress',
  });
  expect((await invoke(FunctionName)).value).toBe('2');
});

test('functions are listed in pages', async () => {
  const { lambda, create } = await startLambda();
  for (const name of ['b', 'c', 'a']) await create(name, source);

  const first = await lambda.send(new ListFunctionsCommand({ MaxItems: 2 }));
  const Marker = first.NextMarker ?? '';
  const second = await lambda.send(new ListFunctionsCommand({ MaxItems: 2, Marker }));

  expect(first.Functions?.map((found) => found.FunctionName)).toEqual(['a', 'b']);
  expect(second.Functions?.map((found) => found.FunctionName)).toEqual(['c']);
  expect(second.NextMarker).toBeUndefined();
});

test('tags and reserved concurrency can be set, read and taken away', async () => {
  const { lambda, create } = await startLambda();
  await create(FunctionName, source, { Tags: { a: '1' } });

  await lambda.send(new TagResourceCommand({ Resource: FunctionArn, Tags: { b: '2', c: '3' } }));
  await lambda.send(new UntagResourceCommand({ Resource: FunctionArn, TagKeys: ['a', 'c'] }));
  await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 5 }));

  expect((await lambda.send(new ListTagsCommand({ Resource: FunctionArn }))).Tags).toEqual({ b: '2' });
  const concurrency = await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }));
  expect(concurrency.ReservedConcurrentExecutions).toBe(5);
  const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}));
  expect(AccountLimit).toMatchObject({ ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 995 });
});

test('functions and their code survive a restart, code that was replaced does not', async () => {
  const dataDir = await temporaryFolder();
  const before = await startLambda({ dataDir });
  await before.create(FunctionName, source);
  const ZipFile = await zipOf({ 'index.mjs': 'export const handler = async () => 2;' });
  await before.lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile }));
  await before.aws.close();

  const after = await startLambda({ dataDir });

  expect((await after.invoke(FunctionName)).value).toBe(2);
  const hash = createHash('sha256').update(ZipFile).digest('hex');
  expect((await readdir(join(dataDir, 'lambda-code'))).sort()).toEqual([hash, `${hash}.zip`, 'package.json']);
});

test('errors are those of Lambda, letter by letter', async () => {
  const { lambda, create } = await startLambda();
  await create(FunctionName, source);

  await expect(create(FunctionName, source)).rejects.toMatchObject({
    name: 'ResourceConflictException',
    message: `Function already exist: ${FunctionName}`,
    $metadata: { httpStatusCode: 409 },
  });
  for (const Command of [GetFunctionCommand, DeleteFunctionCommand, GetFunctionConfigurationCommand]) {
    await expect(lambda.send(new Command({ FunctionName: 'none' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Function not found: arn:aws:lambda:us-east-1:000000000000:function:none',
      $metadata: { httpStatusCode: 404 },
    });
  }
  const ZipFile = Buffer.from('no zip');
  await expect(lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile }))).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: 'Could not unzip uploaded file. Please check your file, then try to upload again.',
  });
  const tooMuch = { FunctionName, ReservedConcurrentExecutions: 901 };
  await expect(lambda.send(new PutFunctionConcurrencyCommand(tooMuch))).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: expect.stringContaining('UnreservedConcurrentExecution below its minimum value of [100]'),
  });
  const reserved = { Environment: { Variables: { AWS_REGION: 'eu-west-1' } } };
  await expect(create('other', source, reserved)).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: expect.stringContaining('Reserved keys used in this request: AWS_REGION'),
  });
});
