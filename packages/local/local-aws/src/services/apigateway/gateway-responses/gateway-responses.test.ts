import {
  CreateDeploymentCommand,
  DeleteGatewayResponseCommand,
  type GatewayResponseType,
  GetGatewayResponseCommand,
  GetGatewayResponsesCommand,
  PutGatewayResponseCommand,
  type PutGatewayResponseCommandInput,
  UpdateGatewayResponseCommand,
} from '@aws-sdk/client-api-gateway';
import { PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stageName, startApiGateway } from '../testing/start-api.ts';

const nothing = 'export const handler = async () => "no answer that API Gateway understands";';
const defaultTemplates = { 'application/json': '{"message":$context.error.messageString}' };

/** An API whose ANY method below the root is signed, and whose function answers nonsense. */
async function startRefusingApi(authorizationType: 'AWS_IAM' | 'NONE' = 'AWS_IAM') {
  const { apiGateway, lambda, createApi } = await startApiGateway();
  const { restApiId, url } = await createApi(nothing, { method: { authorizationType } });
  const put = (
    responseType: GatewayResponseType,
    response: Omit<PutGatewayResponseCommandInput, 'restApiId' | 'responseType'>,
  ) => apiGateway.send(new PutGatewayResponseCommand({ restApiId, responseType, ...response }));
  const deploy = (variables: Record<string, string> = {}) =>
    apiGateway.send(new CreateDeploymentCommand({ restApiId, stageName, variables }));
  const call = async (path = '/images', init: RequestInit = {}) => {
    const response = await fetch(`${url}${path}`, init);
    return { status: response.status, headers: response.headers, body: await response.text() };
  };
  const throttle = () =>
    lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName: 'handler', ReservedConcurrentExecutions: 0 }),
    );
  return { apiGateway, restApiId, put, deploy, call, throttle };
}

test('a refused caller gets the DEFAULT_4XX of the API: its status, headers and template', async () => {
  const { put, deploy, call } = await startRefusingApi();
  await put('DEFAULT_4XX', {
    statusCode: '418',
    responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" },
    responseTemplates: {
      'application/problem+json':
        '{"text":"$context.error.message","title":$context.error.messageString,"type":"$context.error.responseType","at":"$context.httpMethod $context.path"}',
    },
  });
  await deploy();

  const { status, headers, body } = await call();

  expect(status).toBe(418);
  expect(headers.get('access-control-allow-origin')).toBe('*');
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
  expect(JSON.parse(body)).toEqual({
    text: 'Missing Authentication Token',
    title: 'Missing Authentication Token',
    type: 'MISSING_AUTHENTICATION_TOKEN',
    at: 'GET /v1/images',
  });
});

test('a response without a status or template of its own keeps those of the refusal', async () => {
  const { put, deploy, call } = await startRefusingApi();
  await put('DEFAULT_4XX', { responseParameters: { 'gatewayresponse.header.X-From': "'the gateway'" } });
  await deploy();

  const { status, headers, body } = await call();

  expect(status).toBe(403);
  expect(headers.get('x-from')).toBe('the gateway');
  expect(body).toBe('{"message":"Missing Authentication Token"}');
});

test('the response of a type wins over that of its class, and 5XX is a class of its own', async () => {
  const { put, deploy, call } = await startRefusingApi('NONE');
  const template = (text: string) => ({ responseTemplates: { 'text/plain': text } });
  await put('MISSING_AUTHENTICATION_TOKEN', { statusCode: '404', ...template('no such path') });
  await put('DEFAULT_4XX', template('your fault'));
  await put('DEFAULT_5XX', template('our fault'));
  await deploy();
  const tooLong = { method: 'POST', body: Buffer.alloc(10 * 1024 ** 2 + 1) };

  expect(await call('')).toMatchObject({ status: 404, body: 'no such path' });
  expect(await call('/images', tooLong)).toMatchObject({ status: 413, body: 'your fault' });
  expect(await call()).toMatchObject({ status: 502, body: 'our fault' });
});

test('headers may take values of the request, which are left out where the request has none', async () => {
  const { put, deploy, call } = await startRefusingApi();
  await put('DEFAULT_4XX', {
    responseParameters: {
      'gatewayresponse.header.X-Shade': 'method.request.header.Shade',
      'gatewayresponse.header.X-Query': 'method.request.querystring.page',
      'gatewayresponse.header.X-Path': 'method.request.path.proxy',
      'gatewayresponse.header.X-Stage': 'context.stage',
      'gatewayresponse.header.X-Color': 'stageVariables.color',
      'gatewayresponse.header.X-None': 'method.request.header.X-Not-Sent',
    },
  });
  await deploy({ color: 'red' });

  const { headers } = await call('/a/b?page=2', { headers: { shade: 'dark' } });

  expect(Object.fromEntries([...headers].filter(([name]) => /^x-(?!amz)/.test(name)))).toEqual({
    'x-shade': 'dark',
    'x-query': '2',
    'x-path': 'a/b',
    'x-stage': 'v1',
    'x-color': 'red',
  });
});

test('a template is text in which only what it names is replaced', async () => {
  const { put, deploy, call } = await startRefusingApi();
  const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((one) => !one.includes('$'));
  await fc.assert(
    fc.asyncProperty(text, text, async (before, after) => {
      const responseTemplates = { 'text/plain': `${before}$context.error.messageString ${after}` };
      await put('DEFAULT_4XX', { responseTemplates });
      await deploy();
      expect((await call()).body).toBe(`${before}"Missing Authentication Token" ${after}`);
    }),
    { numRuns: 15 },
  );
});

test('a change is served from the next deployment on', async () => {
  const { apiGateway, restApiId, put, deploy, call } = await startRefusingApi();
  await put('DEFAULT_4XX', { statusCode: '400' });
  expect((await call()).status).toBe(403);

  await deploy();
  expect((await call()).status).toBe(400);

  await apiGateway.send(new DeleteGatewayResponseCommand({ restApiId, responseType: 'DEFAULT_4XX' }));
  await deploy();
  expect((await call()).status).toBe(403);
});

test('every type has a default, which a put or an update replaces and a delete brings back', async () => {
  const { apiGateway, restApiId, put } = await startRefusingApi();
  const address = { restApiId, responseType: 'INVALID_API_KEY' } as const;
  const get = () => apiGateway.send(new GetGatewayResponseCommand(address));
  const byDefault = {
    responseType: 'INVALID_API_KEY',
    statusCode: '403',
    responseParameters: {},
    responseTemplates: defaultTemplates,
    defaultResponse: true,
  };
  expect(await get()).toMatchObject(byDefault);

  const parameter = 'gatewayresponse.header.X-Reason';
  const response = { statusCode: '401', responseParameters: { [parameter]: "'key'" } };
  expect(await put(address.responseType, response)).toMatchObject({ ...response, defaultResponse: false });
  await apiGateway.send(
    new UpdateGatewayResponseCommand({
      ...address,
      patchOperations: [
        { op: 'replace', path: '/statusCode', value: '402' },
        { op: 'replace', path: `/responseParameters/${parameter}`, value: "'no key'" },
        { op: 'add', path: '/responseTemplates/text~1plain', value: 'pay' },
        { op: 'remove', path: '/responseTemplates/application~1json' },
      ],
    }),
  );
  expect(await get()).toMatchObject({
    statusCode: '402',
    responseParameters: { [parameter]: "'no key'" },
    responseTemplates: { 'text/plain': 'pay' },
    defaultResponse: false,
  });

  const { items } = await apiGateway.send(new GetGatewayResponsesCommand({ restApiId }));
  expect(items).toHaveLength(21);
  expect(items?.filter(({ defaultResponse }) => !defaultResponse)).toMatchObject([{ statusCode: '402' }]);

  await apiGateway.send(new DeleteGatewayResponseCommand(address));
  expect(await get()).toMatchObject(byDefault);
});

test('an unknown type, a status that is none and the delete of a default are refused', async () => {
  const { apiGateway, restApiId, put } = await startRefusingApi();
  const responseType = 'TEAPOT' as GatewayResponseType;
  const unknown = {
    name: 'ValidationException',
    message: expect.stringMatching(
      /^1 validation error detected: Value 'TEAPOT' at 'responseType' failed to satisfy constraint: Member must satisfy enum value set: \[ACCESS_DENIED, /,
    ),
  };
  await expect(put(responseType, {})).rejects.toMatchObject(unknown);
  await expect(
    apiGateway.send(new GetGatewayResponseCommand({ restApiId, responseType })),
  ).rejects.toMatchObject(unknown);
  await expect(
    apiGateway.send(new DeleteGatewayResponseCommand({ restApiId, responseType })),
  ).rejects.toMatchObject(unknown);

  await expect(put('THROTTLED', { statusCode: '42' })).rejects.toMatchObject({ name: 'ValidationException' });
  await expect(
    apiGateway.send(new DeleteGatewayResponseCommand({ restApiId, responseType: 'THROTTLED' })),
  ).rejects.toMatchObject({
    name: 'NotFoundException',
    message: 'Gateway response type not defined on api',
  });
  await expect(apiGateway.send(new GetGatewayResponsesCommand({ restApiId: 'none' }))).rejects.toMatchObject({
    name: 'NotFoundException',
    message: 'Invalid API identifier specified 000000000000:none',
  });
});

test('a function that Lambda throttles is a 500, of the type INTEGRATION_FAILURE, whose default is another', async () => {
  const { put, deploy, call, throttle } = await startRefusingApi('NONE');
  await throttle();
  expect(await call()).toMatchObject({ status: 500, body: '{"message":"Internal server error"}' });

  await put('INTEGRATION_FAILURE', {});
  await deploy();
  expect((await call()).status).toBe(504);

  await put('INTEGRATION_FAILURE', {
    statusCode: '503',
    responseParameters: { 'gatewayresponse.header.Retry-After': "'2'" },
  });
  await deploy();
  const { status, headers } = await call();
  expect([status, headers.get('retry-after')]).toEqual([503, '2']);
});
