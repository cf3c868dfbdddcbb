import { z } from 'zod';
import { findApi, route } from '../api-gateway-state.ts';
import { resourceDocument } from '../resources.ts';

export const getResources = route({
  name: 'GetResources',
  method: 'GET',
  path: '/restapis/{restapi_id}/resources',
  input: z.object({
    restapi_id: z.string(),
    embed: z.union([z.string(), z.array(z.string())]).default([]),
  }),
  async run({ restapi_id, embed }, context) {
    const { resources } = await findApi(context, restapi_id);
    return {
      item: Object.values(resources).map((resource) => resourceDocument(resource, embed.includes('methods'))),
    };
  },
});
