import {
  type APIGatewayClient,
  CreateRestApiCommand,
  type EndpointType,
  GetResourcesCommand,
  paginateGetRestApis,
  type RestApi,
  TagResourceCommand,
  UpdateRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import { z } from 'zod';
import { defineResource } from '../resource-type.ts';
import { tagsSchema } from './tags.ts';

const schema = z.strictObject({
  name: z.string(),
  endpoint_configuration: z.strictObject({ types: z.tuple([z.literal('REGIONAL')]) }),
  minimum_compression_size: z.coerce.number().int().optional(),
  tags: tagsSchema,
});

export const awsApiGatewayRestApi = defineResource(
  schema,
  async (block, { clients, region, accountId, ...context }) => {
    const tags = context.tags(block.tags);
    const { minimum_compression_size: minimumCompressionSize } = block;
    const existing = await findByName(clients.apiGateway, block.name);
    const { id = '' } =
      existing ??
      (await clients.apiGateway.send(
        new CreateRestApiCommand({
          name: block.name,
          endpointConfiguration: { types: block.endpoint_configuration.types as EndpointType[] },
          ...(minimumCompressionSize !== undefined && { minimumCompressionSize }),
          tags,
        }),
      ));
    const arn = `arn:aws:apigateway:${region}::/restapis/${id}`;
    if (existing) {
      await clients.apiGateway.send(new TagResourceCommand({ resourceArn: arn, tags }));
      const value = String(minimumCompressionSize ?? ''); // an empty one turns compression off
      const patchOperations = [{ op: 'replace', path: '/minimumCompressionSize', value } as const];
      await clients.apiGateway.send(new UpdateRestApiCommand({ restApiId: id, patchOperations }));
    }
    const { items = [] } = await clients.apiGateway.send(new GetResourcesCommand({ restApiId: id }));
    return {
      id,
      name: block.name,
      arn,
      root_resource_id: items.find(({ path }) => path === '/')?.id ?? '',
      execution_arn: `arn:aws:execute-api:${region}:${accountId}:${id}`,
    };
  },
);

/** API Gateway allows several APIs with one name; the embedded cloud has only those of this deployment. */
async function findByName(client: APIGatewayClient, name: string): Promise<RestApi | undefined> {
  for await (const { items } of paginateGetRestApis({ client }, {})) {
    const found = items?.find((api) => api.name === name);
    if (found) return found;
  }
  return undefined;
}
