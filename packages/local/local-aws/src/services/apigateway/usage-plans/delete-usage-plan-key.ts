import { z } from 'zod';
import { route } from '../api-gateway-state.ts';
import { findPlanKeyId, findUsagePlan } from './usage-plans.ts';

export const deleteUsagePlanKey = route({
  name: 'DeleteUsagePlanKey',
  method: 'DELETE',
  path: '/usageplans/{usageplan_id}/keys/{key_id}',
  status: 202,
  input: z.strictObject({ usageplan_id: z.string(), key_id: z.string() }),
  async run({ usageplan_id, key_id }, { state }) {
    const plan = await findUsagePlan(state, usageplan_id);
    const gone = findPlanKeyId(plan, key_id);
    await state.usagePlans.put(plan.id, { ...plan, keyIds: plan.keyIds.filter((id) => id !== gone) });
  },
});
