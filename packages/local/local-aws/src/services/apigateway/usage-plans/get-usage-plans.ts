import { z } from 'zod';
import { route } from '../api-gateway-state.ts';
import { usagePlanDocument } from '../documents.ts';

export const getUsagePlans = route({
  name: 'GetUsagePlans',
  method: 'GET',
  path: '/usageplans',
  input: z.object({ keyId: z.string().optional() }),
  async run({ keyId }, { state }) {
    const item = [];
    for await (const [, plan] of state.usagePlans.entries())
      if (keyId === undefined || plan.keyIds.includes(keyId)) item.push(usagePlanDocument(plan));
    return { item };
  },
});
