import { z } from 'zod';
import { badRequest, route } from '../api-gateway-state.ts';
import { findUsagePlan } from './usage-plans.ts';

export const deleteUsagePlan = route({
  name: 'DeleteUsagePlan',
  method: 'DELETE',
  path: '/usageplans/{usageplan_id}',
  status: 202,
  input: z.strictObject({ usageplan_id: z.string() }),
  async run({ usageplan_id }, { state }) {
    const { apiStages } = await findUsagePlan(state, usageplan_id);
    if (apiStages.length > 0) {
      throw badRequest(
        `Cannot delete usage plan ${usageplan_id}. Please remove API stages from the usage plan before deleting.`,
      );
    }
    await state.usagePlans.delete(usageplan_id);
  },
});
