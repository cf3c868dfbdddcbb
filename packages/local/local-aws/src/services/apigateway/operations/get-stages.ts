import { z } from 'zod';
import { findApi, route } from '../api-gateway-state.ts';

export const getStages = route({
  name: 'GetStages',
  method: 'GET',
  path: '/restapis/{restapi_id}/stages',
  input: z.object({ restapi_id: z.string() }),
  run: async ({ restapi_id }, context) => ({
    item: Object.values((await findApi(context, restapi_id)).stages),
  }),
});
