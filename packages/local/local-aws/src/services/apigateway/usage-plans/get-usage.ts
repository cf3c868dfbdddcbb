import { z } from 'zod';
import { route } from '../api-gateway-state.ts';
import { pageOf, paging } from '../page.ts';
import { daysBetween, usedOn } from './usage.ts';
import { findUsagePlan } from './usage-plans.ts';

export const getUsage = route({
  name: 'GetUsage',
  method: 'GET',
  path: '/usageplans/{usageplan_id}/usage',
  input: z.strictObject({
    usageplan_id: z.string(),
    keyId: z.string().optional(),
    startDate: z.iso.date(),
    endDate: z.iso.date(),
    ...paging,
  }),
  /** For each key and day: requests used, and requests left of the quota at the end of that day. */
  async run({ usageplan_id, keyId, startDate, endDate, ...paging }, { state }) {
    const plan = await findUsagePlan(state, usageplan_id);
    const days = daysBetween(startDate, endDate);
    const values: Record<string, number[][]> = {};
    const ids = plan.keyIds.filter((id) => keyId === undefined || id === keyId);
    const { page, next } = pageOf(ids, (id) => id, paging);
    for (const id of page) {
      values[id] = await Promise.all(days.map((day) => usedOn(state, plan, id, day)));
    }
    return { usagePlanId: plan.id, startDate, endDate, values, ...next };
  },
});
