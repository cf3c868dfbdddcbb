import { findApi, route } from '../api-gateway-state.ts';
import { findIntegration, withIntegration } from '../integrations.ts';
import { methodAddress, methodPath } from '../method-address.ts';
import { integrationPatches } from '../method-patches.ts';
import { checkedIntegration } from '../method-rules.ts';
import { patchShape } from '../patch/patch.ts';
import { applyPatches } from '../patch/table.ts';

export const updateIntegration = route({
  name: 'UpdateIntegration',
  method: 'PATCH',
  path: `${methodPath}/integration`,
  input: methodAddress.extend(patchShape),
  async run({ restapi_id, resource_id, http_method, patchOperations }, context) {
    const api = await findApi(context, restapi_id);
    const before = findIntegration(api, resource_id, http_method);
    const integration = checkedIntegration(applyPatches(before, patchOperations, integrationPatches));
    await context.state.apis.put(api.id, withIntegration(api, { resource_id, http_method }, integration));
    return integration;
  },
});
