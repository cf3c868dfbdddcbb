import {
  CreateStageCommand,
  DeleteDeploymentCommand,
  GetStageCommand,
  NotFoundException,
  type PatchOperation,
  TagResourceCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';
import { tagsSchema } from './tags.ts';

const schema = z.strictObject({
  rest_api_id: z.string(),
  deployment_id: z.string(),
  stage_name: z.string(),
  access_log_settings: z.strictObject({ destination_arn: z.string(), format: z.string() }).optional(),
  tags: tagsSchema,
});

export const awsApiGatewayStage = defineResource(
  schema,
  async (block, { clients, region, accountId, ...context }) => {
    const { apiGateway } = clients;
    const { rest_api_id: restApiId, deployment_id: deploymentId, stage_name: stageName } = block;
    const tags = context.tags(block.tags);
    const arn = `arn:aws:apigateway:${region}::/restapis/${restApiId}/stages/${stageName}`;
    const existing = await apiGateway.send(new GetStageCommand({ restApiId, stageName })).catch((error) => {
      if (error instanceof NotFoundException) return undefined;
      throw error;
    });
    if (existing) {
      await apiGateway.send(
        new UpdateStageCommand({
          restApiId,
          stageName,
          patchOperations: [{ op: 'replace', path: '/deploymentId', value: deploymentId }],
        }),
      );
      await apiGateway.send(new TagResourceCommand({ resourceArn: arn, tags }));
      await apiGateway.send(new DeleteDeploymentCommand({ restApiId, deploymentId: existing.deploymentId }));
    } else {
      await apiGateway.send(new CreateStageCommand({ restApiId, deploymentId, stageName, tags }));
    }
    const patchOperations = logPatches(block.access_log_settings, existing?.accessLogSettings !== undefined);
    if (patchOperations.length > 0)
      await apiGateway.send(new UpdateStageCommand({ restApiId, stageName, patchOperations }));
    return {
      id: `ags-${restApiId}-${stageName}`,
      arn,
      stage_name: stageName,
      execution_arn: `arn:aws:execute-api:${region}:${accountId}:${restApiId}/${stageName}`,
      invoke_url: `https://${restApiId}.execute-api.${region}.amazonaws.com/${stageName}`,
    };
  },
);

function logPatches(
  wanted: z.output<typeof schema>['access_log_settings'],
  isThere: boolean,
): PatchOperation[] {
  if (!wanted) return isThere ? [{ op: 'remove', path: '/accessLogSettings' }] : [];
  return [
    { op: 'replace', path: '/accessLogSettings/destinationArn', value: wanted.destination_arn },
    { op: 'replace', path: '/accessLogSettings/format', value: wanted.format },
  ];
}
