import { z } from 'zod';
import { route } from '../api-gateway-state.ts';
import { usagePlanDocument } from '../documents.ts';
import { pageOf, paging } from '../page.ts';

export const getUsagePlans = route({
  name: 'GetUsagePlans',
  method: 'GET',
  path: '/usageplans',
  input: z.strictObject({ keyId: z.string().optional(), ...paging }),
  async run({ keyId, ...paging }, { state }) {
    const plans = [];
    for await (const [, plan] of state.usagePlans.entries())
      if (keyId === undefined || plan.keyIds.includes(keyId)) plans.push(plan);
    const { page, next } = pageOf(plans, ({ id }) => id, paging);
    return { item: page.map(usagePlanDocument), ...next };
  },
});
