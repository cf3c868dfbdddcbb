import { findApi, route } from '../api-gateway-state.ts';
import { checkModels, methodResponsePatches } from '../method-patches.ts';
import { patchShape } from '../patch/patch.ts';
import { applyPatches } from '../patch/table.ts';
import { findMethod, withMethod } from '../resources.ts';
import { findResponse, methodResponsePath, responseAddress } from './addresses.ts';

export const updateMethodResponse = route({
  name: 'UpdateMethodResponse',
  method: 'PATCH',
  path: methodResponsePath,
  status: 201,
  input: responseAddress.extend(patchShape),
  async run({ restapi_id, resource_id, http_method, status_code, patchOperations }, context) {
    const api = await findApi(context, restapi_id);
    const method = findMethod(api, resource_id, http_method);
    const response = applyPatches(
      findResponse(method.methodResponses, status_code),
      patchOperations,
      methodResponsePatches,
    );
    checkModels(response.responseModels);
    const responses = { ...method.methodResponses, [status_code]: response };
    await context.state.apis.put(
      api.id,
      withMethod(api, resource_id, { ...method, methodResponses: responses }),
    );
    return response;
  },
});
