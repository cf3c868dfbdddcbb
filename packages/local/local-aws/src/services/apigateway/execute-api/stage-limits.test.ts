import { UpdateStageCommand } from '@aws-sdk/client-api-gateway';
import { expect, test } from 'vitest';
import { stageName, startApiGateway } from '../testing/start-api.ts';

test('a stage limits the requests of each method, whoever sends them, until its settings are removed', async () => {
  const { apiGateway, createApi } = await startApiGateway();
  const { restApiId, url } = await createApi('export const handler = async () => ({ statusCode: 204 });');
  const change = (...patchOperations: { op: 'replace' | 'remove'; path: string; value?: string }[]) =>
    apiGateway.send(new UpdateStageCommand({ restApiId, stageName, patchOperations }));
  const statuses = async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => fetch(`${url}/images`)));
    return answers.map(({ status }) => status).sort();
  };

  expect(await statuses()).toEqual([204, 204, 204, 204, 204]);
  await change(
    { op: 'replace', path: '/*/*/throttling/rateLimit', value: '0.001' },
    { op: 'replace', path: '/*/*/throttling/burstLimit', value: '3' },
  );
  expect(await statuses()).toEqual([204, 204, 204, 429, 429]);
  await change({ op: 'remove', path: '/*/*' });
  expect(await statuses()).toEqual([204, 204, 204, 204, 204]);
});
