import { z } from 'zod';
import { route } from '../api-gateway-state.ts';
import { usagePlanDocument } from '../documents.ts';
import { findUsagePlan } from './usage-plans.ts';

export const getUsagePlan = route({
  name: 'GetUsagePlan',
  method: 'GET',
  path: '/usageplans/{usageplan_id}',
  input: z.strictObject({ usageplan_id: z.string() }),
  run: async ({ usageplan_id }, { state }) => usagePlanDocument(await findUsagePlan(state, usageplan_id)),
});
