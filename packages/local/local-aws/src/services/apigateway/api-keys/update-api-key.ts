import { z } from 'zod';
import { route, seconds } from '../api-gateway-state.ts';
import { applyPatches, patchSchema } from '../patch.ts';
import { apiKeyDocument, findApiKey } from './api-keys.ts';

export const updateApiKey = route({
  name: 'UpdateApiKey',
  method: 'PATCH',
  path: '/apikeys/{api_key}',
  input: patchSchema.and(z.object({ api_key: z.string() })),
  async run({ api_key, patchOperations }, { cloud, state }) {
    const changed = applyPatches(await findApiKey(state, api_key), patchOperations);
    const key = { ...changed, lastUpdatedDate: seconds(cloud) };
    await state.apiKeys.put(key.id, key);
    return apiKeyDocument(key, false);
  },
});
