import { z } from 'zod';
import { findApi, route } from '../api-gateway-state.ts';
import { deploymentDocument } from '../documents.ts';
import { patchShape } from '../patch/patch.ts';
import { applyPatches, property } from '../patch/table.ts';
import { optionalText } from '../patch/values.ts';
import { olderTable } from '../patch/wording.ts';
import { findDeployment } from '../stages.ts';

const patches = olderTable([property('/description', optionalText)]);

export const updateDeployment = route({
  name: 'UpdateDeployment',
  method: 'PATCH',
  path: '/restapis/{restapi_id}/deployments/{deployment_id}',
  input: z.strictObject({ restapi_id: z.string(), deployment_id: z.string(), ...patchShape }),
  async run({ restapi_id, deployment_id, patchOperations }, context) {
    const api = await findApi(context, restapi_id);
    const deployment = applyPatches(findDeployment(api, deployment_id), patchOperations, patches);
    await context.state.apis.put(api.id, {
      ...api,
      deployments: { ...api.deployments, [deployment_id]: deployment },
    });
    return deploymentDocument(deployment);
  },
});
