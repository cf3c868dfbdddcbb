import { z } from 'zod';
import { findApi, route } from '../api-gateway-state.ts';
import { findStage } from '../stages.ts';

export const getStage = route({
  name: 'GetStage',
  method: 'GET',
  path: '/restapis/{restapi_id}/stages/{stage_name}',
  input: z.strictObject({ restapi_id: z.string(), stage_name: z.string() }),
  run: async ({ restapi_id, stage_name }, context) =>
    findStage(await findApi(context, restapi_id), stage_name),
});
