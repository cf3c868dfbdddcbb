import {
  GetApiKeysCommand,
  GetRestApisCommand,
  ImportApiKeysCommand,
  ImportRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import { expect, test } from 'vitest';
import { startApiGateway } from './testing/start-api.ts';

test('imports answer NotImplemented by their names and make nothing', async () => {
  const { apiGateway } = await startApiGateway();
  const openApi = Buffer.from(
    JSON.stringify({ openapi: '3.0.1', info: { title: 'photos' }, name: 'photos' }),
  );
  const keys = Buffer.from('name,key\nAda,0123456789012345678901\n');

  await expect(apiGateway.send(new ImportRestApiCommand({ body: openApi }))).rejects.toMatchObject({
    name: 'NotImplemented',
    message: 'local-aws does not implement apigateway:ImportRestApi.',
  });
  await expect(
    apiGateway.send(new ImportApiKeysCommand({ body: keys, format: 'csv' })),
  ).rejects.toMatchObject({
    name: 'NotImplemented',
    message: 'local-aws does not implement apigateway:ImportApiKeys.',
  });

  expect((await apiGateway.send(new GetRestApisCommand({}))).items).toEqual([]);
  expect((await apiGateway.send(new GetApiKeysCommand({}))).items).toEqual([]);
});
