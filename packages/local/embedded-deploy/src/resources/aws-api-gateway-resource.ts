import { CreateResourceCommand, GetResourcesCommand } from '@aws-sdk/client-api-gateway';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';

const schema = z.strictObject({ rest_api_id: z.string(), parent_id: z.string(), path_part: z.string() });

export const awsApiGatewayResource = defineResource(schema, async (block, { clients: { apiGateway } }) => {
  const { rest_api_id: restApiId, parent_id: parentId, path_part: pathPart } = block;
  const { items = [] } = await apiGateway.send(new GetResourcesCommand({ restApiId, limit: 500 }));
  const existing = items.find((item) => item.parentId === parentId && item.pathPart === pathPart);
  const { id = '', path = '' } =
    existing ?? (await apiGateway.send(new CreateResourceCommand({ restApiId, parentId, pathPart })));
  return { id, path };
});
