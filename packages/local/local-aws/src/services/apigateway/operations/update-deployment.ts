import { z } from 'zod';
import { findApi, route } from '../api-gateway-state.ts';
import { deploymentDocument } from '../documents.ts';
import { applyPatches, patchSchema } from '../patch.ts';
import { findDeployment } from '../stages.ts';

export const updateDeployment = route({
  name: 'UpdateDeployment',
  method: 'PATCH',
  path: '/restapis/{restapi_id}/deployments/{deployment_id}',
  input: patchSchema.and(z.object({ restapi_id: z.string(), deployment_id: z.string() })),
  async run({ restapi_id, deployment_id, patchOperations }, context) {
    const api = await findApi(context, restapi_id);
    const deployment = applyPatches(findDeployment(api, deployment_id), patchOperations);
    await context.state.apis.put(api.id, {
      ...api,
      deployments: { ...api.deployments, [deployment_id]: deployment },
    });
    return deploymentDocument(deployment);
  },
});
