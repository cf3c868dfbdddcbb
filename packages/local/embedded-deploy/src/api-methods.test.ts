import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetMethodCommand, GetResourcesCommand, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { startLocalAws } from '@darkroom/local-aws';
import { expect, onTestFinished, test } from 'vitest';
import { createClients } from './clients.ts';
import { type Deployment, deployEmbedded } from './deploy-embedded.ts';

/** A reference in Terraform's syntax. */
const ref = (attribute: string) => `$\{${attribute}}`;

const userPoolArn = 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_AbCdEf';
const users = {
  rest_api_id: ref('aws_api_gateway_rest_api.api.id'),
  name: 'users',
  type: 'COGNITO_USER_POOLS',
};
const root = {
  rest_api_id: ref('aws_api_gateway_rest_api.api.id'),
  resource_id: ref('aws_api_gateway_rest_api.api.root_resource_id'),
};
const stackWith = (access: object) => ({
  provider: { aws: [{ region: 'us-east-1' }] },
  resource: {
    aws_api_gateway_rest_api: { api: { name: 'api', endpoint_configuration: { types: ['REGIONAL'] } } },
    aws_api_gateway_authorizer: { users: { ...users, provider_arns: [userPoolArn] } },
    aws_api_gateway_method: { get: { ...root, http_method: 'GET', ...access } },
    aws_api_gateway_integration: {
      get: {
        ...root,
        http_method: ref('aws_api_gateway_method.get.http_method'),
        type: 'AWS_PROXY',
        integration_http_method: 'POST',
        uri: 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:api/invocations',
      },
    },
  },
});

test('a method keeps its integration whatever access the next stacks ask for', async () => {
  const { endpoint, region, close } = await startLocalAws({ port: 0 });
  onTestFinished(close);
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-methods-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const { apiGateway, destroy } = createClients(endpoint, region);
  onTestFinished(destroy);
  const stackFile = join(folder, 'stack.json');
  let previous: Deployment | undefined;
  const deploy = async (access: object) => {
    await writeFile(stackFile, JSON.stringify(stackWith(access)));
    previous = await deployEmbedded({ stackFile, endpoint, region, ...(previous && { previous }) });
    const { items: [api] = [] } = await apiGateway.send(new GetRestApisCommand({}));
    const { items: [path] = [] } = await apiGateway.send(new GetResourcesCommand({ restApiId: api?.id }));
    return apiGateway.send(
      new GetMethodCommand({ restApiId: api?.id, resourceId: path?.id, httpMethod: 'GET' }),
    );
  };

  const authorizer_id = ref('aws_api_gateway_authorizer.users.id');
  for (const [access, method] of [
    [
      { authorization: 'NONE', api_key_required: true },
      { authorizationType: 'NONE', apiKeyRequired: true },
    ],
    [{ authorization: 'AWS_IAM' }, { authorizationType: 'AWS_IAM', apiKeyRequired: false }],
    [
      { authorization: 'COGNITO_USER_POOLS', authorizer_id },
      { authorizationType: 'COGNITO_USER_POOLS', authorizerId: expect.any(String) },
    ],
    [{ authorization: 'NONE' }, { authorizationType: 'NONE', apiKeyRequired: false }],
  ] as const)
    expect(await deploy(access)).toMatchObject({ ...method, methodIntegration: { type: 'AWS_PROXY' } });
});
