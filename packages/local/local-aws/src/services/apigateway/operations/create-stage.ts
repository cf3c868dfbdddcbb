import { z } from 'zod';
import { notServed } from '../../../protocol/not-served.ts';
import { conflict, findApi, route } from '../api-gateway-state.ts';
import { findDeployment, newStage } from '../stages.ts';

export const createStage = route({
  name: 'CreateStage',
  method: 'POST',
  path: '/restapis/{restapi_id}/stages',
  status: 201,
  input: z.strictObject({
    restapi_id: z.string(),
    stageName: z.string().regex(/^[\w-]+$/),
    deploymentId: z.string(),
    description: z.string().nullish(),
    variables: z.record(z.string(), z.string()).nullish(),
    tracingEnabled: z.boolean().nullish(),
    tags: z.record(z.string(), z.string()).nullish(),
    cacheClusterEnabled: notServed,
    cacheClusterSize: notServed,
    canarySettings: notServed,
    documentationVersion: notServed,
  }),
  async run(input, context) {
    const api = await findApi(context, input.restapi_id);
    findDeployment(api, input.deploymentId);
    if (api.stages[input.stageName]) throw conflict('Stage already exists');
    const stage = newStage(context.cloud, {
      stageName: input.stageName,
      deploymentId: input.deploymentId,
      description: input.description ?? undefined,
      variables: input.variables ?? undefined,
      tracingEnabled: input.tracingEnabled ?? false,
      tags: input.tags ?? {},
    });
    await context.state.apis.put(api.id, { ...api, stages: { ...api.stages, [stage.stageName]: stage } });
    return stage;
  },
});
