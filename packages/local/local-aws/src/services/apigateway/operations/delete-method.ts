import { findApi, route } from '../api-gateway-state.ts';
import { methodAddress, methodPath } from '../method-address.ts';
import { findMethod, findResource, withResource } from '../resources.ts';

export const deleteMethod = route({
  name: 'DeleteMethod',
  method: 'DELETE',
  path: methodPath,
  status: 204,
  input: methodAddress,
  async run({ restapi_id, resource_id, http_method }, context) {
    const api = await findApi(context, restapi_id);
    findMethod(api, resource_id, http_method);
    const { resourceMethods, ...resource } = findResource(api, resource_id);
    const { [http_method]: _, ...rest } = resourceMethods ?? {};
    const left = Object.keys(rest).length > 0 ? { resourceMethods: rest } : {};
    await context.state.apis.put(api.id, withResource(api, { ...resource, ...left }));
  },
});
