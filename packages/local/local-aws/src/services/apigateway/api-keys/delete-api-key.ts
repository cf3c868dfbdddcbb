import { z } from 'zod';
import { route } from '../api-gateway-state.ts';
import { findApiKey } from './api-keys.ts';

export const deleteApiKey = route({
  name: 'DeleteApiKey',
  method: 'DELETE',
  path: '/apikeys/{api_key}',
  status: 202,
  input: z.strictObject({ api_key: z.string() }),
  async run({ api_key }, { state }) {
    await findApiKey(state, api_key);
    for await (const [id, plan] of state.usagePlans.entries()) {
      if (!plan.keyIds.includes(api_key)) continue;
      await state.usagePlans.put(id, { ...plan, keyIds: plan.keyIds.filter((keyId) => keyId !== api_key) });
    }
    await state.apiKeys.delete(api_key);
  },
});
