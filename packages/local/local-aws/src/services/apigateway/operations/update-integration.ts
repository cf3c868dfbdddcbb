import { findApi, route } from '../api-gateway-state.ts';
import { findIntegration, withIntegration } from '../integrations.ts';
import { methodAddress, methodPath } from '../method-address.ts';
import { applyPatches, patchSchema } from '../patch.ts';

export const updateIntegration = route({
  name: 'UpdateIntegration',
  method: 'PATCH',
  path: `${methodPath}/integration`,
  input: methodAddress.and(patchSchema),
  async run({ restapi_id, resource_id, http_method, patchOperations }, context) {
    const api = await findApi(context, restapi_id);
    const integration = applyPatches(findIntegration(api, resource_id, http_method), patchOperations);
    await context.state.apis.put(api.id, withIntegration(api, { resource_id, http_method }, integration));
    return integration;
  },
});
