import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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
import type { Auth } from '@darkroom/pipeline-config';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';

async function startWithAuth(auth: Auth, allowedOrigins: string[] = []) {
  const uploads = { allowedOrigins };
  const stack = await startEmbeddedStack({ config: { presets: { thumb: { width: 32 } }, auth, uploads } });
  onTestFinished(() => stack.close());
  const { region, apiUrl } = stack.target;
  const call = async (path: string, identity?: Identity, method = 'GET', document?: object) => {
    const url = new URL(`${apiUrl}${path}`);
    const body = document && JSON.stringify(document);
    const headers = {
      ...(body && { 'content-type': 'application/json' }),
      ...(await identity?.(method, url, body)),
    };
    return fetch(url, { method, headers, ...(body && { body }) });
  };
  return { call, local: stack.local, region };
}
type Call = Awaited<ReturnType<typeof startWithAuth>>['call'];

const announced = z.object({
  id: z.string(),
  upload: z.object({ url: z.url(), fields: z.record(z.string(), z.string()) }),
});
const statistics = z.object({ images: z.number() });
const listing = z.object({ images: z.array(z.object({ id: z.string() })) });

/** Announces an image as `identity` and uploads it; resolves with its id once it is ready. */
async function uploadAs(call: Call, identity: Identity): Promise<string> {
  const bytes = await photo(64, 48);
  const announcement = { filename: 'mine.jpg', contentType: 'image/jpeg', bytes: bytes.length };
  const response = await call('/images', identity, 'POST', announcement);
  const { id, upload } = announced.parse(await response.json());
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(bytes)]));
  expect((await fetch(upload.url, { method: 'POST', body: form })).ok).toBe(true);
  await expect
    .poll(async () => (await call(`/images/${id}`, identity)).json(), { timeout: 30_000 })
    .toMatchObject({ status: 'ready' });
  return id;
}

/** Ada has an image. Bob does not see it, nor that there is one, can't delete it, and Ada can. */
async function expectOwnersApart(call: Call, ada: Identity, bob: Identity): Promise<void> {
  const id = await uploadAs(call, ada);
  const ids = async (who: Identity) =>
    listing.parse(await (await call('/images', who)).json()).images.map((image) => image.id);
  expect(await ids(ada)).toEqual([id]);
  expect(await ids(bob)).toEqual([]);
  const stats = async (who: Identity) => statistics.parse(await (await call('/stats', who)).json());
  await expect.poll(() => stats(ada), { interval: 500 }).toEqual({ images: 1 });
  expect(await stats(bob)).toEqual({ images: 0 });
  expect((await call(`/images/${id}`, bob)).status).toBe(404);
  expect((await call(`/images?near=${id}`, bob)).status).toBe(404);
  expect((await call(`/images/${id}`, bob, 'DELETE')).status).toBe(404);
  expect((await call(`/images/${id}/reprocess`, bob, 'POST')).status).toBe(404);
  expect((await call(`/images/${id}/upload`, bob, 'POST', { method: 'POST' })).status).toBe(404);
  expect((await call(`/images/${id}`, ada, 'DELETE')).status).toBe(202);
}

test('iam: signed requests of whoever may execute-api:Invoke; each caller has its own images', async () => {
  const { call, local, region } = await startWithAuth({ mode: 'iam', owners: true });
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
  const { call, local } = await startWithAuth(auth);
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

test('jwt: a token of the user pool opens the API; each subject has its own images', async () => {
  const pool = 'us-east-1_AbCdEf';
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }];
  const server = createServer((_, response) => response.end(JSON.stringify({ keys })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const cognito = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.stubEnv('AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', cognito);
  onTestFinished(() => void vi.unstubAllEnvs());
  const token = async (sub: string, issuer = `${cognito}/${pool}`) => {
    const signed = await new SignJWT({ sub, token_use: 'id' })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuer(issuer)
      .setExpirationTime('1h')
      .sign(privateKey);
    return async () => ({ authorization: `Bearer ${signed}` });
  };

  const userPoolArn = `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${pool}`;
  const { call } = await startWithAuth({ mode: 'jwt', owners: true, userPoolArn });
  expect((await call('/images')).status).toBe(401);
  expect((await call('/images', await token('ada', 'https://elsewhere.example'))).status).toBe(401);
  await expectOwnersApart(call, await token('ada'), await token('bob'));
});

test('a page of the one allowed origin may ask, and may read why it was refused', async () => {
  const origin = 'https://app.example';
  const { call } = await startWithAuth({ mode: 'iam', owners: false }, [origin]);
  const asPage: Identity = async () => ({ origin });
  const preflight = await call('/images', asPage, 'OPTIONS');
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
  const refused = await call('/images', asPage);
  expect(await refused.json()).toEqual({ message: 'Missing Authentication Token' });
  expect(refused.headers.get('access-control-allow-origin')).toBe(origin);
});
