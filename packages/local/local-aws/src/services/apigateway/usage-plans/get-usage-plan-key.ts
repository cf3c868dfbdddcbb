import { z } from 'zod';
import { route } from '../api-gateway-state.ts';
import { findApiKey } from '../api-keys/api-keys.ts';
import { findPlanKeyId, findUsagePlan, usagePlanKeyDocument } from './usage-plans.ts';

export const getUsagePlanKey = route({
  name: 'GetUsagePlanKey',
  method: 'GET',
  path: '/usageplans/{usageplan_id}/keys/{key_id}',
  input: z.strictObject({ usageplan_id: z.string(), key_id: z.string() }),
  async run({ usageplan_id, key_id }, { state }) {
    const keyId = findPlanKeyId(await findUsagePlan(state, usageplan_id), key_id);
    return usagePlanKeyDocument(await findApiKey(state, keyId));
  },
});
