import { z } from 'zod';
import { findApi, route } from '../api-gateway-state.ts';
import { findResource } from '../resources.ts';

export const deleteResource = route({
  name: 'DeleteResource',
  method: 'DELETE',
  path: '/restapis/{restapi_id}/resources/{resource_id}',
  status: 202,
  input: z.strictObject({ restapi_id: z.string(), resource_id: z.string() }),
  async run({ restapi_id, resource_id }, context) {
    const api = await findApi(context, restapi_id);
    const { path } = findResource(api, resource_id);
    // Its children are deleted too.
    const resources = Object.fromEntries(
      Object.entries(api.resources).filter(
        ([id, resource]) => id !== resource_id && !resource.path.startsWith(`${path}/`),
      ),
    );
    await context.state.apis.put(api.id, { ...api, resources });
  },
});
