import { z } from 'zod';
import { findApi, route } from '../api-gateway-state.ts';
import { deploymentDocument } from '../documents.ts';

export const getDeployments = route({
  name: 'GetDeployments',
  method: 'GET',
  path: '/restapis/{restapi_id}/deployments',
  input: z.object({ restapi_id: z.string() }),
  async run({ restapi_id }, context) {
    const { deployments } = await findApi(context, restapi_id);
    return { item: Object.values(deployments).map(deploymentDocument) };
  },
});
