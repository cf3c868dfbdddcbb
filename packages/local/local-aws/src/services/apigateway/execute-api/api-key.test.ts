import {
  CreateApiKeyCommand,
  CreateUsagePlanCommand,
  type CreateUsagePlanCommandInput,
  CreateUsagePlanKeyCommand,
  GetUsageCommand,
  UpdateApiKeyCommand,
} from '@aws-sdk/client-api-gateway';
import { expect, test } from 'vitest';
import { stageName, startApiGateway } from '../testing/start-api.ts';

const source = `export const handler = async ({ requestContext: { identity } }) =>
  ({ statusCode: 200, body: JSON.stringify(identity) });`;

/** An API that asks for a key, and a key of a usage plan that covers it. */
async function startWithKey(plan: Partial<CreateUsagePlanCommandInput> = {}) {
  const { apiGateway, createApi } = await startApiGateway();
  const { restApiId, url } = await createApi(source, { method: { apiKeyRequired: true } });
  const key = await apiGateway.send(new CreateApiKeyCommand({ name: 'Ada', enabled: true }));
  const { id: usagePlanId } = await apiGateway.send(
    new CreateUsagePlanCommand({
      name: 'basic',
      apiStages: [{ apiId: restApiId, stage: stageName }],
      ...plan,
    }),
  );
  await apiGateway.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId: key.id, keyType: 'API_KEY' }));
  const call = async (value = key.value ?? '') => {
    const response = await fetch(`${url}/images`, { headers: value ? { 'x-api-key': value } : {} });
    return { status: response.status, body: await response.json() };
  };
  return { apiGateway, key, usagePlanId, call };
}

test('only a key of a usage plan opens a method that asks for one, and the function learns which', async () => {
  const { apiGateway, key, call } = await startWithKey();
  const stranger = await apiGateway.send(new CreateApiKeyCommand({ name: 'of no plan', enabled: true }));

  expect(await call()).toMatchObject({ status: 200, body: { apiKey: key.value, apiKeyId: key.id } });
  for (const value of ['', 'wrong', stranger.value])
    expect(await call(value)).toEqual({ status: 403, body: { message: 'Forbidden' } });
});

test('a disabled key is refused', async () => {
  const { apiGateway, key, call } = await startWithKey();
  const disable = { op: 'replace', path: '/enabled', value: 'false' } as const;
  await apiGateway.send(new UpdateApiKeyCommand({ apiKey: key.id, patchOperations: [disable] }));

  expect(await call()).toEqual({ status: 403, body: { message: 'Forbidden' } });
});

test('a burst above the limit is throttled', async () => {
  const { call } = await startWithKey({ throttle: { rateLimit: 0.001, burstLimit: 3 } });

  const answers = await Promise.all(Array.from({ length: 5 }, () => call()));

  const throttled = answers.filter(({ status }) => status !== 200);
  expect(throttled).toEqual([
    { status: 429, body: { message: 'Too Many Requests' } },
    { status: 429, body: { message: 'Too Many Requests' } },
  ]);
});

test('parallel requests use a quota up exactly, and the usage can be read', async () => {
  const { apiGateway, key, usagePlanId, call } = await startWithKey({ quota: { limit: 4, period: 'MONTH' } });

  const answers = await Promise.all(Array.from({ length: 6 }, () => call()));

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(4);
  expect(answers.find(({ status }) => status !== 200)).toEqual({
    status: 429,
    body: { message: 'Limit Exceeded' },
  });
  const today = new Date().toISOString().slice(0, 10);
  const usage = await apiGateway.send(new GetUsageCommand({ usagePlanId, startDate: today, endDate: today }));
  expect(usage.items).toEqual({ [key.id ?? '']: [[4, 0]] });
});
