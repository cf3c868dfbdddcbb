import { z } from 'zod';
import { findApi, route } from '../api-gateway-state.ts';
import { findStage } from '../stages.ts';

export const deleteStage = route({
  name: 'DeleteStage',
  method: 'DELETE',
  path: '/restapis/{restapi_id}/stages/{stage_name}',
  status: 202,
  input: z.strictObject({ restapi_id: z.string(), stage_name: z.string() }),
  async run({ restapi_id, stage_name }, context) {
    const api = await findApi(context, restapi_id);
    findStage(api, stage_name);
    const { [stage_name]: _, ...stages } = api.stages;
    await context.state.apis.put(api.id, { ...api, stages });
  },
});
