import { findApi, route } from '../api-gateway-state.ts';
import { methodAddress, methodPath } from '../method-address.ts';
import { methodPatches } from '../method-patches.ts';
import { checkedMethod } from '../method-rules.ts';
import { patchShape } from '../patch/patch.ts';
import { applyPatches } from '../patch/table.ts';
import { findMethod, withMethod } from '../resources.ts';

export const updateMethod = route({
  name: 'UpdateMethod',
  method: 'PATCH',
  path: methodPath,
  input: methodAddress.extend(patchShape),
  async run({ restapi_id, resource_id, http_method, patchOperations }, context) {
    const api = await findApi(context, restapi_id);
    const before = findMethod(api, resource_id, http_method);
    const method = checkedMethod(api, applyPatches(before, patchOperations, methodPatches));
    await context.state.apis.put(api.id, withMethod(api, resource_id, method));
    return method;
  },
});
