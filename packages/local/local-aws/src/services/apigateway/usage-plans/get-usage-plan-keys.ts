import { z } from 'zod';
import { route } from '../api-gateway-state.ts';
import { findApiKey } from '../api-keys/api-keys.ts';
import { pageOf, paging } from '../page.ts';
import { findUsagePlan, usagePlanKeyDocument } from './usage-plans.ts';

export const getUsagePlanKeys = route({
  name: 'GetUsagePlanKeys',
  method: 'GET',
  path: '/usageplans/{usageplan_id}/keys',
  input: z.strictObject({ usageplan_id: z.string(), name: z.string().optional(), ...paging }),
  async run({ usageplan_id, name, ...paging }, { state }) {
    const { keyIds } = await findUsagePlan(state, usageplan_id);
    const keys = await Promise.all(keyIds.map((id) => findApiKey(state, id)));
    const named = keys.filter((key) => name === undefined || key.name?.startsWith(name));
    const { page, next } = pageOf(named, ({ id }) => id, paging);
    return { item: page.map(usagePlanKeyDocument), ...next };
  },
});
