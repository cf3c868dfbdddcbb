import { z } from 'zod';
import { findApi, route } from '../api-gateway-state.ts';
import { deploymentDocument } from '../documents.ts';
import { findDeployment } from '../stages.ts';

export const getDeployment = route({
  name: 'GetDeployment',
  method: 'GET',
  path: '/restapis/{restapi_id}/deployments/{deployment_id}',
  input: z.object({ restapi_id: z.string(), deployment_id: z.string() }),
  run: async ({ restapi_id, deployment_id }, context) =>
    deploymentDocument(findDeployment(await findApi(context, restapi_id), deployment_id)),
});
