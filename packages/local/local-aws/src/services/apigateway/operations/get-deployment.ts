import { z } from 'zod';
import { findApi, route } from '../api-gateway-state.ts';
import { deploymentDocument } from '../documents.ts';
import { findDeployment } from '../stages.ts';

export const getDeployment = route({
  name: 'GetDeployment',
  method: 'GET',
  path: '/restapis/{restapi_id}/deployments/{deployment_id}',
  input: z.strictObject({
    restapi_id: z.string(),
    deployment_id: z.string(),
    embed: z.union([z.string(), z.array(z.string())]).default([]),
  }),
  async run({ restapi_id, deployment_id, embed }, context) {
    const deployment = findDeployment(await findApi(context, restapi_id), deployment_id);
    return deploymentDocument(deployment, embed.includes('apisummary'));
  },
});
