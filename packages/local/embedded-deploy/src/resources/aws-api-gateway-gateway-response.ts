import { type GatewayResponseType, PutGatewayResponseCommand } from '@aws-sdk/client-api-gateway';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const schema = z.strictObject({
  rest_api_id: z.string(),
  response_type: z.string(),
  status_code: z.string().optional(),
  response_parameters: z.record(z.string(), z.string()),
  response_templates: z.record(z.string(), z.string()),
});

export const awsApiGatewayGatewayResponse = defineResource(schema, async (block, { clients }) => {
  await clients.apiGateway.send(
    new PutGatewayResponseCommand({
      restApiId: block.rest_api_id,
      responseType: block.response_type as GatewayResponseType,
      statusCode: block.status_code,
      responseParameters: block.response_parameters,
      responseTemplates: block.response_templates,
    }),
  );
  return { id: `aggr-${block.rest_api_id}-${block.response_type}` };
});
