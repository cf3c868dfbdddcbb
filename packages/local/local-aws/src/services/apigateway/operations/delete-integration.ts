import { findApi, route } from '../api-gateway-state.ts';
import { findIntegration } from '../integrations.ts';
import { methodAddress, methodPath } from '../method-address.ts';
import { findMethod, withMethod } from '../resources.ts';

export const deleteIntegration = route({
  name: 'DeleteIntegration',
  method: 'DELETE',
  path: `${methodPath}/integration`,
  status: 204,
  input: methodAddress,
  async run({ restapi_id, resource_id, http_method }, context) {
    const api = await findApi(context, restapi_id);
    findIntegration(api, resource_id, http_method);
    const { methodIntegration: _, ...method } = findMethod(api, resource_id, http_method);
    await context.state.apis.put(api.id, withMethod(api, resource_id, method));
  },
});
