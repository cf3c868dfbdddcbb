import { CreateDeploymentCommand } from '@aws-sdk/client-api-gateway';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const schema = z.strictObject({
  rest_api_id: z.string(),
  /** With this, Terraform sees that the API changed. Without state, every apply makes a new snapshot. */
  triggers: z.record(z.string(), z.string()).optional(),
});

export const awsApiGatewayDeployment = defineResource(schema, async (block, { clients: { apiGateway } }) => {
  const { id = '' } = await apiGateway.send(new CreateDeploymentCommand({ restApiId: block.rest_api_id }));
  return { id };
});
