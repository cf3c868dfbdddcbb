import { PutIntegrationCommand } from '@aws-sdk/client-api-gateway';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const schema = z.strictObject({
  rest_api_id: z.string(),
  resource_id: z.string(),
  http_method: z.string(),
  type: z.literal('AWS_PROXY'),
  integration_http_method: z.string(),
  uri: z.string(),
});

export const awsApiGatewayIntegration = defineResource(schema, async (block, { clients: { apiGateway } }) => {
  await apiGateway.send(
    new PutIntegrationCommand({
      restApiId: block.rest_api_id,
      resourceId: block.resource_id,
      httpMethod: block.http_method,
      type: block.type,
      integrationHttpMethod: block.integration_http_method,
      uri: block.uri,
    }),
  );
  return { id: `agi-${block.rest_api_id}-${block.resource_id}-${block.http_method}` };
});
