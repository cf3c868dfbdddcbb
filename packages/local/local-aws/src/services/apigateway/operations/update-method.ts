import { findApi, route } from '../api-gateway-state.ts';
import { methodAddress, methodPath } from '../method-address.ts';
import { applyPatches, patchSchema } from '../patch.ts';
import { findMethod, withMethod } from '../resources.ts';

export const updateMethod = route({
  name: 'UpdateMethod',
  method: 'PATCH',
  path: methodPath,
  input: methodAddress.and(patchSchema),
  async run({ restapi_id, resource_id, http_method, patchOperations }, context) {
    const api = await findApi(context, restapi_id);
    const method = applyPatches(findMethod(api, resource_id, http_method), patchOperations);
    await context.state.apis.put(api.id, withMethod(api, resource_id, method));
    return method;
  },
});
