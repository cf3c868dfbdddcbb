import { z } from 'zod';
import { findApi, route } from '../api-gateway-state.ts';

export const getStages = route({
  name: 'GetStages',
  method: 'GET',
  path: '/restapis/{restapi_id}/stages',
  input: z.strictObject({ restapi_id: z.string(), deploymentId: z.string().optional() }),
  async run({ restapi_id, deploymentId }, context) {
    const stages = Object.values((await findApi(context, restapi_id)).stages);
    return {
      item: stages.filter((stage) => deploymentId === undefined || stage.deploymentId === deploymentId),
    };
  },
});
