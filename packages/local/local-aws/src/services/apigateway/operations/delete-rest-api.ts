import { z } from 'zod';
import { findApi, route } from '../api-gateway-state.ts';

export const deleteRestApi = route({
  name: 'DeleteRestApi',
  method: 'DELETE',
  path: '/restapis/{restapi_id}',
  status: 202,
  input: z.strictObject({ restapi_id: z.string() }),
  async run({ restapi_id }, context) {
    await context.state.apis.delete((await findApi(context, restapi_id)).id);
  },
});
