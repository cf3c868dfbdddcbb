import { z } from 'zod';
import { notServed } from '../../../protocol/not-served.ts';
import { badRequest, findApi, newId, route, seconds } from '../api-gateway-state.ts';
import { deploymentDocument } from '../documents.ts';
import { newStage } from '../stages.ts';

export const createDeployment = route({
  name: 'CreateDeployment',
  method: 'POST',
  path: '/restapis/{restapi_id}/deployments',
  status: 201,
  input: z.strictObject({
    restapi_id: z.string(),
    stageName: z.string().nullish(),
    description: z.string().nullish(),
    stageDescription: z.string().nullish(),
    variables: z.record(z.string(), z.string()).nullish(),
    tracingEnabled: z.boolean().nullish(),
    cacheClusterEnabled: notServed,
    cacheClusterSize: notServed,
    canarySettings: notServed,
  }),
  async run(input, context) {
    const api = await findApi(context, input.restapi_id);
    const methods = Object.values(api.resources).flatMap(({ resourceMethods = {} }) =>
      Object.values(resourceMethods),
    );
    if (methods.length === 0) throw badRequest("The REST API doesn't contain any methods");
    if (methods.some(({ methodIntegration }) => !methodIntegration)) {
      throw badRequest('No integration defined for method');
    }
    const deployment = {
      id: newId(6),
      description: input.description ?? undefined,
      createdDate: seconds(context.cloud),
      resources: api.resources,
      gatewayResponses: api.gatewayResponses,
    };
    const { stageName } = input;
    const stage = stageName
      ? {
          ...newStage(context.cloud, {
            ...api.stages[stageName],
            stageName,
            deploymentId: deployment.id,
            ...(input.stageDescription ? { description: input.stageDescription } : {}),
            ...(input.variables ? { variables: input.variables } : {}),
            ...(input.tracingEnabled == null ? {} : { tracingEnabled: input.tracingEnabled }),
          }),
        }
      : undefined;
    await context.state.apis.put(api.id, {
      ...api,
      deployments: { ...api.deployments, [deployment.id]: deployment },
      ...(stage ? { stages: { ...api.stages, [stage.stageName]: stage } } : {}),
    });
    return deploymentDocument(deployment);
  },
});
