import { z } from 'zod';
import { findApi, newId, route } from '../api-gateway-state.ts';
import { authorizersPath, checkedAuthorizer, withAuthorizer } from './authorizers.ts';

const defaultIdentitySource = 'method.request.header.Authorization';

export const createAuthorizer = route({
  name: 'CreateAuthorizer',
  method: 'POST',
  path: authorizersPath,
  status: 201,
  input: z.strictObject({
    restapi_id: z.string(),
    name: z.string().min(1),
    type: z.enum(['TOKEN', 'REQUEST', 'COGNITO_USER_POOLS']),
    providerARNs: z.array(z.string()).nullish(),
    authorizerUri: z.string().nullish(),
    authorizerCredentials: z.string().nullish(),
    identitySource: z.string().nullish(),
    identityValidationExpression: z.string().nullish(),
    authorizerResultTtlInSeconds: z.int().nullish(),
    authType: z.string().nullish(),
  }),
  async run(input, context) {
    const api = await findApi(context, input.restapi_id);
    const authorizer = checkedAuthorizer({
      id: newId(6),
      name: input.name,
      type: input.type,
      providerARNs: input.providerARNs ?? undefined,
      authType: input.authType ?? (input.type === 'COGNITO_USER_POOLS' ? 'cognito_user_pools' : 'custom'),
      authorizerUri: input.authorizerUri ?? undefined,
      authorizerCredentials: input.authorizerCredentials ?? undefined,
      identitySource: input.identitySource ?? (input.type === 'REQUEST' ? undefined : defaultIdentitySource),
      identityValidationExpression: input.identityValidationExpression ?? undefined,
      authorizerResultTtlInSeconds: input.authorizerResultTtlInSeconds ?? 300,
    });
    await context.state.apis.put(api.id, withAuthorizer(api, authorizer));
    return authorizer;
  },
});
