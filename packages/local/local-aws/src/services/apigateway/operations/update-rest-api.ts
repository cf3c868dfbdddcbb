import { z } from 'zod';
import { findApi, route } from '../api-gateway-state.ts';
import { restApiDocument } from '../documents.ts';
import { patchShape } from '../patch/patch.ts';
import { applyPatches } from '../patch/table.ts';
import { checkedRestApi, restApiPatches } from '../rest-api-rules.ts';

export const updateRestApi = route({
  name: 'UpdateRestApi',
  method: 'PATCH',
  path: '/restapis/{restapi_id}',
  input: z.strictObject({ restapi_id: z.string(), ...patchShape }),
  async run({ restapi_id, patchOperations }, context) {
    const before = await findApi(context, restapi_id);
    const api = checkedRestApi(applyPatches(before, patchOperations, restApiPatches));
    await context.state.apis.put(api.id, api);
    return restApiDocument(api);
  },
});
