import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { expect, onTestFinished, test } from 'vitest';
import { startApiGateway } from '../services/apigateway/testing/start-api.ts';
import { askConsole } from './testing/ask.ts';

const echo = `export const handler = async ({ httpMethod, path, body }) => ({
  statusCode: 201, headers: { 'x-own': 'yes' }, body: JSON.stringify({ httpMethod, path, body }) });`;

test('an API shows its routes, takes a request from the console, and its trail reaches the function', async () => {
  const { aws, createApi } = await startApiGateway();
  const { restApiId } = await createApi(echo);
  const { ask, post, trails } = askConsole(aws.endpoint);
  expect((await ask('/apis')).body).toEqual({
    apis: [{ id: restApiId, name: 'photos', stages: ['v1'], routes: [{ method: 'ANY', path: '/{proxy+}' }] }],
  });
  const request = { stage: 'v1', method: 'POST', path: '/prints?size=2', body: 'paper' };
  expect((await post(`/apis/${restApiId}/requests`, request)).body).toMatchObject({
    status: 201,
    headers: { 'x-own': 'yes' },
    body: JSON.stringify({ httpMethod: 'POST', path: '/prints', body: 'paper' }),
    durationMs: expect.any(Number),
  });
  const [trail] = await trails();
  expect(trail).toMatchObject({ service: 'execute-api', steps: 2, errors: 0 });
});

test('parameters are listed without their values, and a secret one is decrypted only when asked', async () => {
  const { aws } = await startApiGateway();
  const ssm = new SSMClient({
    endpoint: aws.endpoint,
    region: aws.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  onTestFinished(() => ssm.destroy());
  await ssm.send(new PutParameterCommand({ Name: '/studio/key', Value: 'safelight', Type: 'SecureString' }));
  const { ask } = askConsole(aws.endpoint);
  const { body } = await ask('/parameters');
  expect(body).toMatchObject({ parameters: [{ name: '/studio/key', type: 'SecureString', version: 1 }] });
  expect(JSON.stringify([body, (await ask('/trails')).body])).not.toContain('safelight');
  const name = encodeURIComponent('/studio/key');
  expect(JSON.stringify((await ask(`/parameter?name=${name}`)).body)).not.toContain('safelight');
  expect((await ask(`/parameter?name=${name}&decrypt=true`)).body).toEqual({ value: 'safelight' });
});
