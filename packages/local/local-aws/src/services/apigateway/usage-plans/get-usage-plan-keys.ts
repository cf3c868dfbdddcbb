import { z } from 'zod';
import { route } from '../api-gateway-state.ts';
import { findApiKey } from '../api-keys/api-keys.ts';
import { findUsagePlan, usagePlanKeyDocument } from './usage-plans.ts';

export const getUsagePlanKeys = route({
  name: 'GetUsagePlanKeys',
  method: 'GET',
  path: '/usageplans/{usageplan_id}/keys',
  input: z.object({ usageplan_id: z.string() }),
  async run({ usageplan_id }, { state }) {
    const { keyIds } = await findUsagePlan(state, usageplan_id);
    const keys = await Promise.all(keyIds.map((id) => findApiKey(state, id)));
    return { item: keys.map(usagePlanKeyDocument) };
  },
});
