import { z } from 'zod';
import { route } from '../api-gateway-state.ts';
import { daysBetween, usedOn } from './usage.ts';
import { findUsagePlan } from './usage-plans.ts';

export const getUsage = route({
  name: 'GetUsage',
  method: 'GET',
  path: '/usageplans/{usageplan_id}/usage',
  input: z.object({
    usageplan_id: z.string(),
    keyId: z.string().optional(),
    startDate: z.iso.date(),
    endDate: z.iso.date(),
  }),
  /** For each key and day: requests used, and left of the quota at the end of that day. */
  async run({ usageplan_id, keyId, startDate, endDate }, { state }) {
    const plan = await findUsagePlan(state, usageplan_id);
    const days = daysBetween(startDate, endDate);
    const values: Record<string, number[][]> = {};
    for (const id of plan.keyIds.filter((id) => keyId === undefined || id === keyId)) {
      values[id] = await Promise.all(days.map((day) => usedOn(state, plan, id, day)));
    }
    return { usagePlanId: plan.id, startDate, endDate, values };
  },
});
