import { z } from 'zod';
import { findApi, route } from '../api-gateway-state.ts';
import { findResource, resourceDocument } from '../resources.ts';

export const getResource = route({
  name: 'GetResource',
  method: 'GET',
  path: '/restapis/{restapi_id}/resources/{resource_id}',
  input: z.strictObject({
    restapi_id: z.string(),
    resource_id: z.string(),
    embed: z.union([z.string(), z.array(z.string())]).default([]),
  }),
  async run({ restapi_id, resource_id, embed }, context) {
    const api = await findApi(context, restapi_id);
    return resourceDocument(findResource(api, resource_id), embed.includes('methods'));
  },
});
