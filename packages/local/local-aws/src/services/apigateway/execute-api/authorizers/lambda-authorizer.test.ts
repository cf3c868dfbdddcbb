import { CreateAuthorizerCommand, type CreateAuthorizerCommandInput } from '@aws-sdk/client-api-gateway';
import { expect, test } from 'vitest';
import { stageName, startApiGateway } from '../../testing/start-api.ts';

/** Allows `GET` with the token `good`; counts its calls. */
const authorizerSource = `let calls = 0;
export const handler = async ({ type, authorizationToken, headers, methodArn }) => {
  const token = type === 'TOKEN' ? authorizationToken : headers['x-token'];
  if (token === 'nobody') throw new Error('Unauthorized');
  if (token === 'broken') return { principalId: 'x' };
  const [api] = methodArn.split('/');
  const statement = (Effect, method) =>
    ({ Effect, Action: 'execute-api:Invoke', Resource: api + '/v1/' + method + '/*' });
  const Statement = token === 'good' ? [statement('Allow', 'GET')] : [statement('Deny', '*')];
  return { principalId: token, policyDocument: { Version: '2012-10-17', Statement }, context: { calls: ++calls } };
};`;
const source = `export const handler = async ({ requestContext: { authorizer } }) =>
  ({ statusCode: 200, body: JSON.stringify(authorizer) });`;

async function startWithAuthorizer(settings: Partial<CreateAuthorizerCommandInput>) {
  const { aws, apiGateway, createApi, createFunction, addProxy, deploy } = await startApiGateway();
  const { restApiId, parentId, uri } = await createApi(source);
  const authorizerUri = await createFunction('authorizer', authorizerSource);
  const { id: authorizerId } = await apiGateway.send(
    new CreateAuthorizerCommand({ restApiId, name: 'ours', type: 'TOKEN', authorizerUri, ...settings }),
  );
  const api = { restApiId, parentId };
  await addProxy(api, 'private', uri, { authorizationType: 'CUSTOM', authorizerId });
  await deploy(restApiId);
  return async (headers: Record<string, string>, method = 'GET') => {
    const url = `${aws.endpoint}/_aws/execute-api/${restApiId}/${stageName}/private`;
    const response = await fetch(url, { method, headers });
    return { status: response.status, body: await response.json() };
  };
}

test('a token is let through as far as the policy of its authorizer goes', async () => {
  const call = await startWithAuthorizer({ authorizerResultTtlInSeconds: 0 });
  const with_ = (authorization: string, method?: string) => call({ authorization }, method);

  expect(await with_('good')).toEqual({ status: 200, body: { principalId: 'good', calls: 1 } });
  expect(await with_('good', 'DELETE')).toEqual({
    status: 403,
    body: { Message: 'User is not authorized to access this resource' },
  });
  expect(await with_('bad')).toEqual({
    status: 403,
    body: { Message: 'User is not authorized to access this resource with an explicit deny' },
  });
});

test('a caller without a token, or one whom the authorizer does not know, is unauthorized', async () => {
  const call = await startWithAuthorizer({ identityValidationExpression: '[a-z]+' });

  for (const headers of [{}, { authorization: 'nobody' }, { authorization: 'not 1 word' }])
    expect(await call(headers as Record<string, string>)).toEqual({
      status: 401,
      body: { message: 'Unauthorized' },
    });
});

test('an authorizer that answers no policy is a fault of the API, not of the caller', async () => {
  const call = await startWithAuthorizer({});

  expect(await call({ authorization: 'broken' })).toEqual({ status: 500, body: { message: null } });
});

test('an answer is kept for the identity it was asked for', async () => {
  const call = await startWithAuthorizer({
    type: 'REQUEST',
    identitySource: 'method.request.header.X-Token',
    authorizerResultTtlInSeconds: 60,
  });

  const first = await call({ 'x-token': 'good' });
  const again = await call({ 'x-token': 'good' });

  expect([first.body, again.body]).toEqual([
    { principalId: 'good', calls: 1 },
    { principalId: 'good', calls: 1 },
  ]);
  expect(await call({ 'x-token': 'bad' })).toMatchObject({ status: 403 });
});
