import { findApi, route } from '../api-gateway-state.ts';
import { authorizerAddress, authorizerPath, findAuthorizer } from './authorizers.ts';

export const getAuthorizer = route({
  name: 'GetAuthorizer',
  method: 'GET',
  path: authorizerPath,
  input: authorizerAddress,
  run: async ({ restapi_id, authorizer_id }, context) =>
    findAuthorizer(await findApi(context, restapi_id), authorizer_id),
});
