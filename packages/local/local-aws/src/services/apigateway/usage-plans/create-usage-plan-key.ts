import { z } from 'zod';
import { conflict, route } from '../api-gateway-state.ts';
import { findApiKey } from '../api-keys/api-keys.ts';
import { findUsagePlan, usagePlanKeyDocument } from './usage-plans.ts';

export const createUsagePlanKey = route({
  name: 'CreateUsagePlanKey',
  method: 'POST',
  path: '/usageplans/{usageplan_id}/keys',
  status: 201,
  input: z.strictObject({ usageplan_id: z.string(), keyId: z.string(), keyType: z.literal('API_KEY') }),
  async run({ usageplan_id, keyId }, { state }) {
    const plan = await findUsagePlan(state, usageplan_id);
    const key = await findApiKey(state, keyId);
    if (plan.keyIds.includes(keyId)) throw conflict(`Usage Plan ${plan.id} already has the API Key ${keyId}`);
    await state.usagePlans.put(plan.id, { ...plan, keyIds: [...plan.keyIds, keyId] });
    return usagePlanKeyDocument(key);
  },
});
