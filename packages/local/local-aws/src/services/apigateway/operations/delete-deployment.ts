import { z } from 'zod';
import { badRequest, findApi, route } from '../api-gateway-state.ts';
import { findDeployment } from '../stages.ts';

export const deleteDeployment = route({
  name: 'DeleteDeployment',
  method: 'DELETE',
  path: '/restapis/{restapi_id}/deployments/{deployment_id}',
  status: 202,
  input: z.strictObject({ restapi_id: z.string(), deployment_id: z.string() }),
  async run({ restapi_id, deployment_id }, context) {
    const api = await findApi(context, restapi_id);
    findDeployment(api, deployment_id);
    if (Object.values(api.stages).some(({ deploymentId }) => deploymentId === deployment_id)) {
      throw badRequest('Active stages pointing to this deployment must be moved or deleted');
    }
    const { [deployment_id]: _, ...deployments } = api.deployments;
    await context.state.apis.put(api.id, { ...api, deployments });
  },
});
