import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateAuthorizerCommand } from '@aws-sdk/client-api-gateway';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { expect, onTestFinished, test, vi } from 'vitest';
import { stageName, startApiGateway } from '../../testing/start-api.ts';

const pool = 'us-east-1_pool';
const userPoolArn = `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${pool}`;
const source = `export const handler = async ({ requestContext: { authorizer } }) =>
  ({ statusCode: 200, body: JSON.stringify(authorizer) });`;

/** Publishes a user pool's key as Cognito does, and signs tokens with it. */
async function startUserPool() {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }];
  const server = createServer((request, response) => {
    response.statusCode = request.url === `/${pool}/.well-known/jwks.json` ? 200 : 404;
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sign = (
    claims: Record<string, unknown>,
    { expires = '1h', key = privateKey, issuer = `https://cognito-idp.us-east-1.amazonaws.com/${pool}` } = {},
  ) =>
    new SignJWT({ sub: 'ada', token_use: 'id', ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuer(issuer)
      .setExpirationTime(expires)
      .sign(key);
  return { endpoint, sign };
}

async function startWithPool(authorizationScopes: string[] = []) {
  const { endpoint, sign } = await startUserPool();
  vi.stubEnv('AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', endpoint);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { aws, apiGateway, createApi, addProxy, deploy } = await startApiGateway();
  const { restApiId, parentId, uri } = await createApi(source);
  const { id: authorizerId } = await apiGateway.send(
    new CreateAuthorizerCommand({
      restApiId,
      name: 'users',
      type: 'COGNITO_USER_POOLS',
      providerARNs: [userPoolArn],
      identitySource: 'method.request.header.Authorization',
    }),
  );
  const method = { authorizationType: 'COGNITO_USER_POOLS', authorizerId, authorizationScopes };
  await addProxy({ restApiId, parentId }, 'private', uri, method);
  await deploy(restApiId);
  const call = async (authorization?: string) => {
    const url = `${aws.endpoint}/_aws/execute-api/${restApiId}/${stageName}/private`;
    const response = await fetch(url, { headers: authorization ? { authorization } : {} });
    return { status: response.status, body: await response.json() };
  };
  return { sign, call };
}

const unauthorized = { status: 401, body: { message: 'Unauthorized' } };

test('a token of the user pool opens the method, and its claims reach the function', async () => {
  const { sign, call } = await startWithPool();
  const token = await sign({ email: 'ada@example.org', email_verified: true });

  for (const authorization of [token, `Bearer ${token}`])
    expect(await call(authorization)).toMatchObject({
      status: 200,
      body: { claims: { sub: 'ada', email: 'ada@example.org', email_verified: 'true' } },
    });
});

test('no token, a forged one, one of another issuer or for another use is unauthorized', async () => {
  const { sign, call } = await startWithPool();
  const { privateKey: key } = await generateKeyPair('RS256');

  expect(await call()).toEqual(unauthorized);
  expect(await call('Bearer nonsense')).toEqual(unauthorized);
  expect(await call(await sign({}, { key }))).toEqual(unauthorized);
  expect(await call(await sign({}, { issuer: 'https://example.org' }))).toEqual(unauthorized);
  expect(await call(await sign({ token_use: 'access' }))).toEqual(unauthorized);
  expect(await call(await sign({}, { expires: '1 second ago' }))).toEqual({
    status: 401,
    body: { message: 'The incoming token has expired' },
  });
});

test('a method with scopes asks for an access token that has one of them', async () => {
  const { sign, call } = await startWithPool(['images/read']);

  expect(await call(await sign({ token_use: 'access', scope: 'openid images/read' }))).toMatchObject({
    status: 200,
  });
  expect(await call(await sign({ token_use: 'access', scope: 'openid' }))).toEqual(unauthorized);
});
