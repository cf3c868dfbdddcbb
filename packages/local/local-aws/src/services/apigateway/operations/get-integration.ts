import { findApi, route } from '../api-gateway-state.ts';
import { findIntegration } from '../integrations.ts';
import { methodAddress, methodPath } from '../method-address.ts';

export const getIntegration = route({
  name: 'GetIntegration',
  method: 'GET',
  path: `${methodPath}/integration`,
  input: methodAddress,
  run: async ({ restapi_id, resource_id, http_method }, context) =>
    findIntegration(await findApi(context, restapi_id), resource_id, http_method),
});
