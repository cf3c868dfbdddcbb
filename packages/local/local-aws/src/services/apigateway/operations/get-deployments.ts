import { z } from 'zod';
import { findApi, route } from '../api-gateway-state.ts';
import { deploymentDocument } from '../documents.ts';
import { pageOf, paging } from '../page.ts';

export const getDeployments = route({
  name: 'GetDeployments',
  method: 'GET',
  path: '/restapis/{restapi_id}/deployments',
  input: z.strictObject({ restapi_id: z.string(), ...paging }),
  async run({ restapi_id, ...paging }, context) {
    const { deployments } = await findApi(context, restapi_id);
    const { page, next } = pageOf(Object.values(deployments), ({ id }) => id, paging);
    return { item: page.map((deployment) => deploymentDocument(deployment)), ...next };
  },
});
