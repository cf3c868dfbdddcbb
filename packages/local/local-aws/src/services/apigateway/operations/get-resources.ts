import { z } from 'zod';
import { findApi, route } from '../api-gateway-state.ts';
import { pageOf, paging } from '../page.ts';
import { resourceDocument } from '../resources.ts';

export const getResources = route({
  name: 'GetResources',
  method: 'GET',
  path: '/restapis/{restapi_id}/resources',
  input: z.strictObject({
    restapi_id: z.string(),
    embed: z.union([z.string(), z.array(z.string())]).default([]),
    ...paging,
  }),
  async run({ restapi_id, embed, ...paging }, context) {
    const { resources } = await findApi(context, restapi_id);
    const { page, next } = pageOf(Object.values(resources), ({ id }) => id, paging);
    return {
      item: page.map((resource) => resourceDocument(resource, embed.includes('methods'))),
      ...next,
    };
  },
});
