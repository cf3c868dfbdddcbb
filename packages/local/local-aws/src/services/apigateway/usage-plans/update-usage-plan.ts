import { z } from 'zod';
import { badRequest, route } from '../api-gateway-state.ts';
import { type ApiStage, type UsagePlan, usagePlanDocument } from '../documents.ts';
import { type Patch, patchShape } from '../patch/patch.ts';
import { applyPatches } from '../patch/table.ts';
import { joinMethodPath, usagePlanPatches } from './patches.ts';
import { checkedUsagePlan, findUsagePlan, requireStage } from './usage-plans.ts';

export const updateUsagePlan = route({
  name: 'UpdateUsagePlan',
  method: 'PATCH',
  path: '/usageplans/{usageplan_id}',
  input: z.strictObject({ usageplan_id: z.string(), ...patchShape }),
  async run({ usageplan_id, patchOperations }, { state }) {
    const before = await findUsagePlan(state, usageplan_id);
    const plan = checkedUsagePlan(patched(before, patchOperations));
    const known = before.apiStages.map(nameOf);
    for (const stage of plan.apiStages)
      if (!known.includes(nameOf(stage))) await requireStage(state, stage, usageplan_id);
    await state.usagePlans.put(plan.id, plan);
    return usagePlanDocument(plan);
  },
});

const nameOf = ({ apiId, stage }: ApiStage) => `${apiId}:${stage}`;

/**
 * Stages are added and removed as `/apiStages` with the value `<api>:<stage>`, and changed as
 * `/apiStages/<api>:<stage>/throttle/<path and method>/rateLimit`.
 */
function patched(plan: UsagePlan, patches: readonly Patch[]): UsagePlan {
  const stages = new Map(plan.apiStages.map((stage) => [nameOf(stage), stage]));
  const others: Patch[] = [];
  for (const patch of patches) {
    const [apiId = '', stage = ''] = patch.value?.split(':') ?? [];
    if (patch.path !== '/apiStages') others.push({ ...patch, path: joinMethodPath(patch.path ?? '') });
    else if (!patch.value) throw badRequest('Invalid API Stage specified');
    else if (patch.op === 'remove') stages.delete(`${apiId}:${stage}`);
    else stages.set(`${apiId}:${stage}`, { apiId, stage });
  }
  const changed = applyPatches({ ...plan, apiStages: Object.fromEntries(stages) }, others, usagePlanPatches);
  return { ...changed, apiStages: Object.values(changed.apiStages) };
}
