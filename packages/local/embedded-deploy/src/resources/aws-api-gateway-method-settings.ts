import { UpdateStageCommand } from '@aws-sdk/client-api-gateway';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const schema = z.strictObject({
  rest_api_id: z.string(),
  stage_name: z.string(),
  method_path: z.literal('*/*'),
  settings: z.strictObject({ throttling_rate_limit: z.number(), throttling_burst_limit: z.int() }),
});

export const awsApiGatewayMethodSettings = defineResource(schema, async (block, { clients }) => {
  const { rest_api_id: restApiId, stage_name: stageName, method_path: path, settings } = block;
  const limits = { rateLimit: settings.throttling_rate_limit, burstLimit: settings.throttling_burst_limit };
  await clients.apiGateway.send(
    new UpdateStageCommand({
      restApiId,
      stageName,
      patchOperations: Object.entries(limits).map(([name, value]) => ({
        op: 'replace',
        path: `/${path}/throttling/${name}`,
        value: String(value),
      })),
    }),
  );
  return { id: `${restApiId}-${stageName}-${path}` };
});
