import { z } from 'zod';
import { findApi, route } from '../api-gateway-state.ts';
import { restApiDocument } from '../documents.ts';
import { applyPatches, patchSchema } from '../patch.ts';

export const updateRestApi = route({
  name: 'UpdateRestApi',
  method: 'PATCH',
  path: '/restapis/{restapi_id}',
  input: patchSchema.and(z.object({ restapi_id: z.string() })),
  async run({ restapi_id, patchOperations }, context) {
    const api = applyPatches(await findApi(context, restapi_id), patchOperations);
    await context.state.apis.put(api.id, api);
    return restApiDocument(api);
  },
});
