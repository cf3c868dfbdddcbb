import {
  CreateDeploymentCommand,
  DeleteIntegrationResponseCommand,
  DeleteMethodResponseCommand,
  GetIntegrationResponseCommand,
  GetMethodCommand,
  GetMethodResponseCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
  UpdateIntegrationResponseCommand,
  UpdateMethodResponseCommand,
} from '@aws-sdk/client-api-gateway';
import { expect, test } from 'vitest';
import { stageName, startApiGateway } from '../testing/start-api.ts';

const origin = 'method.response.header.Access-Control-Allow-Origin';

/** An API with an OPTIONS method that answers by itself, and the address of the response for status 200. */
async function startPreflight() {
  const { apiGateway, createApi } = await startApiGateway();
  const { restApiId, resourceId, url } = await createApi('export const handler = async () => ({});');
  const method = { restApiId, resourceId, httpMethod: 'OPTIONS' };
  await apiGateway.send(new PutMethodCommand({ ...method, authorizationType: 'NONE' }));
  await apiGateway.send(
    new PutIntegrationCommand({
      ...method,
      type: 'MOCK',
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
    }),
  );
  const preflight = async () => {
    await apiGateway.send(new CreateDeploymentCommand({ restApiId, stageName }));
    const response = await fetch(`${url}/images`, { method: 'OPTIONS' });
    return { status: response.status, origin: response.headers.get('access-control-allow-origin') };
  };
  return { apiGateway, method, address: { ...method, statusCode: '200' }, preflight };
}

test('a MOCK method answers the preflight with the headers of its integration response', async () => {
  const { apiGateway, method, address, preflight } = await startPreflight();
  await apiGateway.send(new PutMethodResponseCommand({ ...address, responseParameters: { [origin]: true } }));
  await apiGateway.send(
    new PutIntegrationResponseCommand({ ...address, responseParameters: { [origin]: "'*'" } }),
  );

  expect(await preflight()).toEqual({ status: 200, origin: '*' });
  expect(await apiGateway.send(new GetMethodCommand(method))).toMatchObject({
    methodResponses: { 200: { statusCode: '200', responseParameters: { [origin]: true } } },
    methodIntegration: { integrationResponses: { 200: { responseParameters: { [origin]: "'*'" } } } },
  });
});

test('a MOCK method without a response for its status is misconfigured', async () => {
  const { preflight } = await startPreflight();

  expect(await preflight()).toMatchObject({ status: 500 });
});

test('method responses are read, updated and deleted', async () => {
  const { apiGateway, address } = await startPreflight();
  const get = () => apiGateway.send(new GetMethodResponseCommand(address));
  await apiGateway.send(
    new PutMethodResponseCommand({
      ...address,
      responseParameters: { [origin]: true },
      responseModels: { 'application/json': 'Empty' },
    }),
  );
  await apiGateway.send(
    new UpdateMethodResponseCommand({
      ...address,
      patchOperations: [
        { op: 'replace', path: `/responseParameters/${origin}`, value: 'false' },
        { op: 'add', path: '/responseModels/text~1plain', value: 'Error' },
        { op: 'remove', path: '/responseModels/application~1json' },
      ],
    }),
  );

  expect(await get()).toMatchObject({
    statusCode: '200',
    responseParameters: { [origin]: false },
    responseModels: { 'text/plain': 'Error' },
  });
  await apiGateway.send(new DeleteMethodResponseCommand(address));
  await expect(get()).rejects.toMatchObject({ name: 'NotFoundException' });
});

test('integration responses are read, put again, updated and deleted', async () => {
  const { apiGateway, address } = await startPreflight();
  const get = () => apiGateway.send(new GetIntegrationResponseCommand(address));
  await apiGateway.send(new PutMethodResponseCommand({ ...address, responseParameters: { [origin]: true } }));
  for (const text of ['one', 'two'])
    await apiGateway.send(
      new PutIntegrationResponseCommand({ ...address, responseTemplates: { 'text/plain': text } }),
    );
  await apiGateway.send(
    new UpdateIntegrationResponseCommand({
      ...address,
      patchOperations: [
        { op: 'add', path: `/responseParameters/${origin}`, value: "'*'" },
        { op: 'replace', path: '/selectionPattern', value: '2\\d\\d' },
      ],
    }),
  );

  expect(await get()).toMatchObject({
    statusCode: '200',
    selectionPattern: '2\\d\\d',
    responseParameters: { [origin]: "'*'" },
    responseTemplates: { 'text/plain': 'two' },
  });
  await apiGateway.send(new DeleteIntegrationResponseCommand(address));
  await expect(get()).rejects.toMatchObject({ name: 'NotFoundException' });
});

test('a method response is made once', async () => {
  const { apiGateway, address } = await startPreflight();
  const put = () => apiGateway.send(new PutMethodResponseCommand(address));
  await put();

  await expect(put()).rejects.toMatchObject({
    name: 'ConflictException',
    message: 'Response already exists for this resource',
  });
});

test('an integration response may come before the method response of its status, and sets only headers that this declares', async () => {
  const { apiGateway, address } = await startPreflight();
  const put = (responseParameters?: Record<string, string>) =>
    apiGateway.send(new PutIntegrationResponseCommand({ ...address, responseParameters }));
  const invalid = (error: string) => ({
    name: 'BadRequestException',
    message: `Invalid mapping expression specified: Validation Result: warnings : [], errors : [${error}]`,
  });

  await expect(put({ [origin]: "'*'" })).rejects.toMatchObject(
    invalid('No method response exists for method.'),
  );
  expect(await put()).toMatchObject({ statusCode: '200' });
  await apiGateway.send(new PutMethodResponseCommand(address));
  await expect(put({ [origin]: "'*'" })).rejects.toMatchObject(
    invalid(`Invalid mapping expression parameter specified: ${origin}`),
  );
  expect(await put()).toMatchObject({ statusCode: '200' });
});

test('what is not there is told apart: the method, its integration, their response', async () => {
  const { apiGateway, method, address } = await startPreflight();
  const missing = (message: string) => ({ name: 'NotFoundException', message });

  await expect(
    apiGateway.send(new GetMethodResponseCommand({ ...address, httpMethod: 'PUT' })),
  ).rejects.toMatchObject(missing('Invalid Method identifier specified'));
  await expect(apiGateway.send(new DeleteMethodResponseCommand(address))).rejects.toMatchObject(
    missing('Invalid Response status code specified'),
  );
  await expect(apiGateway.send(new DeleteIntegrationResponseCommand(address))).rejects.toMatchObject(
    missing('Invalid Response status code specified'),
  );
  await apiGateway.send(new PutMethodCommand({ ...method, httpMethod: 'PUT', authorizationType: 'NONE' }));
  await expect(
    apiGateway.send(new GetIntegrationResponseCommand({ ...address, httpMethod: 'PUT' })),
  ).rejects.toMatchObject(missing('Invalid Integration identifier specified'));
});
