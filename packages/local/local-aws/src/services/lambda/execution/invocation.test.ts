import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { startLambda } from '../testing/start-lambda.ts';

test('a handler gets its event and a context that names this very invocation', async () => {
  const { create, invoke } = await startLambda();
  const source = `export const handler = async (event, context) =>
    ({ event, context, left: context.getRemainingTimeInMillis() });`;
  await create('greet', source, { Timeout: 7, MemorySize: 256 });

  const { value, error, requestId, version } = await invoke('greet', { name: 'Ada' });

  expect(error).toBeUndefined();
  expect(version).toBe('$LATEST');
  expect(value.event).toEqual({ name: 'Ada' });
  expect(value.context).toMatchObject({
    awsRequestId: requestId,
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:greet',
    functionName: 'greet',
    functionVersion: '$LATEST',
    memoryLimitInMB: '256',
    logGroupName: '/aws/lambda/greet',
    logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
  });
  expect(value.left).toBeGreaterThan(6000);
  expect(value.left).toBeLessThanOrEqual(7000);
});

test('the environment is what Lambda defines and the function sets, with nothing else of the host', async () => {
  vi.stubEnv('SECRET_OF_THE_HOST', 'leaked');
  const { aws, create, invoke } = await startLambda();
  const settings = { Environment: { Variables: { BUCKET: 'photos' } } };
  await create('env', 'export const handler = async () => process.env;', settings);

  const { value } = await invoke('env');

  expect(value).toMatchObject({
    BUCKET: 'photos',
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA/),
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
    _HANDLER: 'index.handler',
    _X_AMZN_TRACE_ID: expect.stringMatching(/^Root=1-/),
  });
  const others = Object.keys(value).filter((name) => !/^_?(AWS|LAMBDA|X_AMZN)_|^_HANDLER$/.test(name));
  expect(others.sort()).toEqual(['BUCKET', 'HOME', 'LANG', 'PATH', 'PWD', 'TMPDIR', 'TZ']);
});

test('callbacks, CommonJS and nested handlers work as promises do', async () => {
  const { create, invoke } = await startLambda();
  const source =
    'export const api = { put: (event, context, callback) => setImmediate(() => callback(null, event.n + 1)) };';
  await create('nested', source, { Handler: 'index.api.put' });

  expect((await invoke('nested', { n: 1 })).value).toBe(2);
});

test("a callback's answer waits until nothing is left to do, unless the handler lets it go", async () => {
  const { create, invoke } = await startLambda();
  const source = `export const handler = (event, context, callback) => {
    if ('waits' in event) context.callbackWaitsForEmptyEventLoop = event.waits;
    const done = [];
    setTimeout(() => done.push('later'), 100);
    if (event.context) context.succeed(done);
    else callback(event.error ?? null, done);
  };`;
  await create('waiting', source);

  expect((await invoke('waiting')).value).toEqual(['later']);
  expect((await invoke('waiting', { waits: false })).value).toEqual([]);
  expect((await invoke('waiting', { context: true })).value).toEqual([]);
  expect((await invoke('waiting', { error: 'failed' })).value).toMatchObject({ errorMessage: 'failed' });
});

test('a callback whose handler keeps its event loop busy times out', async () => {
  const { create, invoke } = await startLambda();
  const source =
    'export const handler = (event, context, callback) => { setInterval(() => {}, 1000); callback(null, 1); };';
  await create('busy', source, { Timeout: 1 });

  expect((await invoke('busy')).value).toMatchObject({ errorType: 'Sandbox.Timedout' });
});

test('the promise of an async handler waits for nothing, and of several answers the first counts', async () => {
  const { create, invoke } = await startLambda();
  const source = `export const handler = async ({ first }, context, callback) => {
    if (first === 'called') callback(null, first);
    else setInterval(() => {}, 1000);
    if (first === 'succeeded') context.succeed(first);
    return 'returned';
  };`;
  await create('returns', source);

  for (const first of ['called', 'succeeded', 'returned']) {
    expect((await invoke('returns', { first })).value).toBe(first);
  }
});

test('where nothing is left that could answer, the answer is null', async () => {
  const { create, invoke } = await startLambda();
  await create(
    'silent',
    'export const handler = (event) => (event.wait ? new Promise(() => {}) : "not async");',
  );

  expect(await invoke('silent', { wait: true })).toMatchObject({ value: null, error: undefined });
  expect(await invoke('silent')).toMatchObject({ value: null, error: undefined });
});

test('any JSON goes through unchanged', async () => {
  const { create, invoke } = await startLambda();
  await create('echo', 'export const handler = async (event) => event;');

  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      expect((await invoke('echo', value)).value).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 50 },
  );
});
