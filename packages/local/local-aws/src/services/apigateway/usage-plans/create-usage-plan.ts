import { z } from 'zod';
import { newId, route } from '../api-gateway-state.ts';
import { usagePlanDocument } from '../documents.ts';
import { apiStageSchema, limitsSchema, requireStage } from './usage-plans.ts';

export const createUsagePlan = route({
  name: 'CreateUsagePlan',
  method: 'POST',
  path: '/usageplans',
  status: 201,
  input: limitsSchema.extend({
    name: z.string().min(1),
    description: z.string().nullish(),
    apiStages: z.array(apiStageSchema).nullish(),
    tags: z.record(z.string(), z.string()).nullish(),
  }),
  async run(input, { state }) {
    const apiStages = input.apiStages ?? [];
    for (const stage of apiStages) await requireStage(state, stage);
    const plan = {
      id: newId(6),
      name: input.name,
      description: input.description ?? undefined,
      apiStages,
      throttle: input.throttle,
      quota: input.quota,
      tags: input.tags ?? {},
      keyIds: [],
    };
    await state.usagePlans.put(plan.id, plan);
    return usagePlanDocument(plan);
  },
});
