import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  DescribeFunctionCommand,
  GetFunctionCommand,
  ListFunctionsCommand,
  PublishFunctionCommand,
  TestFunctionCommand,
  UpdateFunctionCommand,
} from '@aws-sdk/client-cloudfront';
import { expect, test } from 'vitest';
import { cachingOptimized, functionInput, startCloudFront } from '../testing/start-cloudfront.ts';

const code = 'function handler(event) { return event.request; }';
const Name = 'check-signature';

test('a function is developed, published, and read as it was written in both stages', async () => {
  const { cloudfront } = await startCloudFront();
  const created = await cloudfront.send(new CreateFunctionCommand({ Name, ...functionInput(code) }));
  expect(created.FunctionSummary).toMatchObject({
    Name,
    Status: 'UNPUBLISHED',
    FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' },
    FunctionMetadata: {
      FunctionARN: `arn:aws:cloudfront::000000000000:function/${Name}`,
      Stage: 'DEVELOPMENT',
    },
  });
  await expect(cloudfront.send(new DescribeFunctionCommand({ Name, Stage: 'LIVE' }))).rejects.toMatchObject({
    name: 'NoSuchFunctionExists',
    $metadata: { httpStatusCode: 404 },
  });

  await cloudfront.send(new PublishFunctionCommand({ Name, IfMatch: created.ETag }));
  const next = code.replace('return', 'console.log(event.request.uri); return');
  const updated = await cloudfront.send(
    new UpdateFunctionCommand({ Name, IfMatch: created.ETag, ...functionInput(next) }),
  );
  expect(updated.ETag).not.toBe(created.ETag);
  const read = async (Stage: 'DEVELOPMENT' | 'LIVE') => {
    const { FunctionCode, ContentType } = await cloudfront.send(new GetFunctionCommand({ Name, Stage }));
    expect(ContentType).toBe('application/octet-stream');
    return Buffer.from(FunctionCode ?? []).toString();
  };
  expect([await read('DEVELOPMENT'), await read('LIVE')]).toEqual([next, code]);
  const { FunctionList } = await cloudfront.send(new ListFunctionsCommand({}));
  expect(FunctionList?.Items?.map(({ FunctionMetadata }) => FunctionMetadata?.Stage)).toEqual([
    'DEVELOPMENT',
    'LIVE',
  ]);
});

test('an update needs the version that it is of', async () => {
  const { cloudfront } = await startCloudFront();
  await cloudfront.send(new CreateFunctionCommand({ Name, ...functionInput(code) }));
  const update = (IfMatch: string) =>
    cloudfront.send(new UpdateFunctionCommand({ Name, IfMatch, ...functionInput(code) }));
  await expect(update('E00000000000A')).rejects.toMatchObject({ name: 'InvalidIfMatchVersion' });
  await expect(update('E000000000000A')).rejects.toMatchObject({
    name: 'PreconditionFailed',
    $metadata: { httpStatusCode: 412 },
  });
});

test('a name is one function only, and one that a distribution uses stays', async () => {
  const { cloudfront, publishFunction, createDistribution } = await startCloudFront();
  const FunctionARN = await publishFunction(Name, code);
  await expect(
    cloudfront.send(new CreateFunctionCommand({ Name, ...functionInput(code) })),
  ).rejects.toMatchObject({ name: 'FunctionAlreadyExists', $metadata: { httpStatusCode: 409 } });
  await createDistribution({
    DefaultCacheBehavior: {
      TargetOriginId: 'photos',
      ViewerProtocolPolicy: 'allow-all',
      CachePolicyId: cachingOptimized,
      FunctionAssociations: { Quantity: 1, Items: [{ EventType: 'viewer-request', FunctionARN }] },
    },
  });
  const { ETag } = await cloudfront.send(new DescribeFunctionCommand({ Name }));
  await expect(cloudfront.send(new DeleteFunctionCommand({ Name, IfMatch: ETag }))).rejects.toMatchObject({
    name: 'FunctionInUse',
  });
});

test('code above 10 KB is refused', async () => {
  const { cloudfront } = await startCloudFront();
  const create = (bytes: number) =>
    cloudfront.send(new CreateFunctionCommand({ Name, ...functionInput(code.padEnd(bytes, ' ')) }));
  await expect(create(10_241)).rejects.toMatchObject({
    name: 'FunctionSizeLimitExceeded',
    $metadata: { httpStatusCode: 413 },
  });
  await expect(create(10_240)).resolves.toBeDefined();
});

test.each([
  ['a class', 'class A {}', 'classes'],
  ['destructuring', 'var { a } = {};', 'destructuring'],
  ['optional chaining', 'var a; a?.b;', 'optional chaining'],
  ['nullish coalescing', 'var a = null ?? 1;', 'nullish coalescing'],
  ['spread syntax', 'Math.max(...[1]);', 'spread syntax'],
  ['for-of', 'for (var a of []) {}', 'for-of'],
  ['a default value', 'function f(a = 1) {}', 'default values'],
  ['a generator', 'function* f() {}', 'generators'],
  ['an async closure', 'var f = async () => 1;', 'async functions within others'],
  ['another module', "import fs from 'fs';", 'the module "fs"'],
  ['no JavaScript at all', 'function (', 'SyntaxError'],
])('code with %s is refused by what the runtime does not list', async (_, line, words) => {
  const { cloudfront } = await startCloudFront();
  const input = functionInput(`${code}\n${line}`);
  await expect(cloudfront.send(new CreateFunctionCommand({ Name, ...input }))).rejects.toMatchObject({
    name: 'InvalidArgument',
    message: expect.stringContaining(words),
  });
});

test('TestFunction runs what is developed, and tells its output, its log and its error', async () => {
  const { cloudfront } = await startCloudFront();
  const run = async (name: string, text: string) => {
    const { ETag } = await cloudfront.send(new CreateFunctionCommand({ Name: name, ...functionInput(text) }));
    const event = { version: '1.0', request: { method: 'GET', uri: '/a', headers: {} } };
    const EventObject = Buffer.from(JSON.stringify(event));
    return (await cloudfront.send(new TestFunctionCommand({ Name: name, IfMatch: ETag, EventObject })))
      .TestResult;
  };
  const changed = await run(
    'changes',
    "function handler(event) { console.log('seen'); event.request.uri = '/b'; return event.request; }",
  );
  expect(JSON.parse(changed?.FunctionOutput ?? '')).toMatchObject({ request: { uri: '/b' } });
  expect(changed?.FunctionExecutionLogs).toEqual(['seen']);
  expect(changed?.FunctionErrorMessage).toBe('');
  const failed = await run('fails', 'function handler() { return nothing.here; }');
  expect(failed?.FunctionErrorMessage).toContain('nothing is not defined');
});
