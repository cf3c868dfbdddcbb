import { z } from 'zod';
import { findApi, route } from '../api-gateway-state.ts';
import { applyPatches, patchSchema } from '../patch.ts';
import { findStage, newStage } from '../stages.ts';

/** Properties of a stage itself; what is left are settings of methods: `/{resource path}/{method}/throttling/rateLimit`. */
const ownProperties = [
  'deploymentId',
  'description',
  'variables',
  'tracingEnabled',
  'cacheClusterEnabled',
  'accessLogSettings',
];

export const updateStage = route({
  name: 'UpdateStage',
  method: 'PATCH',
  path: '/restapis/{restapi_id}/stages/{stage_name}',
  input: patchSchema.and(z.object({ restapi_id: z.string(), stage_name: z.string() })),
  async run({ restapi_id, stage_name, patchOperations }, context) {
    const api = await findApi(context, restapi_id);
    const own = patchOperations.filter(({ path }) => ownProperties.includes(path.split('/')[1] ?? ''));
    const stage = newStage(context.cloud, applyPatches(findStage(api, stage_name), own));
    await context.state.apis.put(api.id, { ...api, stages: { ...api.stages, [stage_name]: stage } });
    return stage;
  },
});
