import {
  APIGatewayClient,
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  GetUsagePlansCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { type Identity, signedBy } from '@darkroom/cli/start/callers/signed-by';
import { expect, onTestFinished, test } from 'vitest';
import { expectOwnersApart, startWithAuth } from './callers.ts';

test('iam: signed requests of whoever may execute-api:Invoke; each caller has its own images', async () => {
  const { call, close, local, region } = await startWithAuth({ mode: 'iam', owners: true });
  onTestFinished(close);
  const iam = local.client(IAMClient);
  async function user(UserName: string, may: boolean): Promise<Identity> {
    await iam.send(new CreateUserCommand({ UserName }));
    const Statement = [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }];
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    if (may) await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'call', PolicyDocument }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
    return signedBy({ accessKeyId, secretAccessKey }, region);
  }
  expect((await call('/images')).status).toBe(403);
  expect((await call('/images', await user('stranger', false))).status).toBe(403);
  await expectOwnersApart(call, await user('ada', true), await user('bob', true));
});

test('apiKey: a key of the usage plan opens the API, as often as the plan allows', async () => {
  const requestsPerMonth = 150;
  const auth = {
    mode: 'apiKey',
    owners: true,
    requestsPerSecond: 1000,
    burst: 1000,
    requestsPerMonth,
  } as const;
  const { call, close, local } = await startWithAuth(auth);
  onTestFinished(close);
  const apiGateway = local.client(APIGatewayClient);
  const { items: [plan] = [] } = await apiGateway.send(new GetUsagePlansCommand({}));
  async function key(name: string, inPlan = true): Promise<Identity> {
    const { id, value = '' } = await apiGateway.send(new CreateApiKeyCommand({ name, enabled: true }));
    if (inPlan) {
      await apiGateway.send(
        new CreateUsagePlanKeyCommand({ usagePlanId: plan?.id, keyId: id, keyType: 'API_KEY' }),
      );
    }
    return async () => ({ 'x-api-key': value });
  }
  expect((await call('/images')).status).toBe(403);
  expect((await call('/images', async () => ({ 'x-api-key': 'guessed-by-somebody-else' }))).status).toBe(403);
  expect((await call('/images', await key('outside the plan', false))).status).toBe(403);
  await expectOwnersApart(call, await key('ada'), await key('bob'));

  const greedy = await key('greedy');
  const statuses = await Promise.all(
    Array.from({ length: requestsPerMonth + 10 }, async () => (await call('/images', greedy)).status),
  );
  expect(statuses.filter((status) => status === 429)).toHaveLength(10);
});

test('a page of the one allowed origin may ask, and may read why it was refused', async () => {
  const origin = 'https://app.example';
  const { call, close } = await startWithAuth({ mode: 'iam', owners: false }, [origin]);
  onTestFinished(close);
  const asPage: Identity = async () => ({ origin });
  const preflight = await call('/images', asPage, 'OPTIONS');
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
  const refused = await call('/images', asPage);
  expect(await refused.json()).toEqual({ message: 'Missing Authentication Token' });
  expect(refused.headers.get('access-control-allow-origin')).toBe(origin);
});
