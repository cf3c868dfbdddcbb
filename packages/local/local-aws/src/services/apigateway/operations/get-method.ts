import { findApi, route } from '../api-gateway-state.ts';
import { methodAddress, methodPath } from '../method-address.ts';
import { findMethod } from '../resources.ts';

export const getMethod = route({
  name: 'GetMethod',
  method: 'GET',
  path: methodPath,
  input: methodAddress,
  run: async ({ restapi_id, resource_id, http_method }, context) =>
    findMethod(await findApi(context, restapi_id), resource_id, http_method),
});
