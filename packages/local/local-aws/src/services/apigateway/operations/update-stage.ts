import { z } from 'zod';
import { badRequest, findApi, route } from '../api-gateway-state.ts';
import { patchShape } from '../patch/patch.ts';
import { applyPatches } from '../patch/table.ts';
import { stagePatches } from '../stage-patches.ts';
import { findStage, newStage } from '../stages.ts';

export const updateStage = route({
  name: 'UpdateStage',
  method: 'PATCH',
  path: '/restapis/{restapi_id}/stages/{stage_name}',
  input: z.strictObject({ restapi_id: z.string(), stage_name: z.string(), ...patchShape }),
  async run({ restapi_id, stage_name, patchOperations }, context) {
    const api = await findApi(context, restapi_id);
    const patched = applyPatches(findStage(api, stage_name), patchOperations, stagePatches);
    if (!api.deployments[patched.deploymentId]) throw badRequest('Deployment id does not exist');
    const stage = newStage(context.cloud, patched);
    await context.state.apis.put(api.id, { ...api, stages: { ...api.stages, [stage_name]: stage } });
    return stage;
  },
});
