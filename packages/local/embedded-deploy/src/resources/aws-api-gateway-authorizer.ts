import {
  CreateAuthorizerCommand,
  GetAuthorizersCommand,
  UpdateAuthorizerCommand,
} from '@aws-sdk/client-api-gateway';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const schema = z.strictObject({
  rest_api_id: z.string(),
  name: z.string(),
  type: z.literal('COGNITO_USER_POOLS'),
  provider_arns: z.array(z.string()),
});

const identitySource = 'method.request.header.Authorization'; // the provider's default

export const awsApiGatewayAuthorizer = defineResource(schema, async (block, { clients: { apiGateway } }) => {
  const { rest_api_id: restApiId, name, type, provider_arns: providerARNs } = block;
  const { items = [] } = await apiGateway.send(new GetAuthorizersCommand({ restApiId }));
  const existing = items.find((authorizer) => authorizer.name === name);
  if (!existing) {
    const { id = '' } = await apiGateway.send(
      new CreateAuthorizerCommand({ restApiId, name, type, providerARNs, identitySource }),
    );
    return { id };
  }
  const { id = '', providerARNs: before = [] } = existing;
  const patchOperations = [
    ...providerARNs
      .filter((arn) => !before.includes(arn))
      .map((value) => ({ op: 'add' as const, path: '/providerARNs', value })),
    ...before
      .filter((arn) => !providerARNs.includes(arn))
      .map((value) => ({ op: 'remove' as const, path: '/providerARNs', value })),
  ];
  if (patchOperations.length > 0) {
    await apiGateway.send(new UpdateAuthorizerCommand({ restApiId, authorizerId: id, patchOperations }));
  }
  return { id };
});
