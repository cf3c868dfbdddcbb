import { z } from 'zod';
import { route, seconds } from '../api-gateway-state.ts';
import { patchShape } from '../patch/patch.ts';
import { applyPatches } from '../patch/table.ts';
import { apiKeyDocument, findApiKey } from './api-keys.ts';
import { apiKeyPatches } from './patches.ts';

export const updateApiKey = route({
  name: 'UpdateApiKey',
  method: 'PATCH',
  path: '/apikeys/{api_key}',
  input: z.strictObject({ api_key: z.string(), ...patchShape }),
  async run({ api_key, patchOperations }, { cloud, state }) {
    const changed = applyPatches(await findApiKey(state, api_key), patchOperations, apiKeyPatches);
    const key = { ...changed, lastUpdatedDate: seconds(cloud) };
    await state.apiKeys.put(key.id, key);
    return apiKeyDocument(key, false);
  },
});
