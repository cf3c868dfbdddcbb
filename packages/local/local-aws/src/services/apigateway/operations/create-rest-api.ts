import { z } from 'zod';
import { notServed } from '../../../protocol/not-served.ts';
import { badRequest, newId, route, seconds } from '../api-gateway-state.ts';
import { type RestApi, restApiDocument } from '../documents.ts';
import { checkedRestApi } from '../rest-api-rules.ts';

export const createRestApi = route({
  name: 'CreateRestApi',
  method: 'POST',
  path: '/restapis',
  status: 201,
  input: z.strictObject({
    name: z.string(),
    version: z.string().nullish(),
    description: z.string().nullish(),
    binaryMediaTypes: z.array(z.string()).nullish(),
    minimumCompressionSize: z.int().nullish(),
    apiKeySource: z.enum(['HEADER', 'AUTHORIZER']).default('HEADER'),
    endpointConfiguration: z
      .strictObject({
        types: z.array(z.enum(['PRIVATE', 'EDGE', 'REGIONAL'])).nullish(),
        ipAddressType: z.enum(['ipv4', 'dualstack']).nullish(),
        vpcEndpointIds: notServed,
      })
      .nullish(),
    cloneFrom: notServed,
    endpointAccessMode: notServed,
    securityPolicy: notServed,
    policy: z.string().nullish(),
    tags: z.record(z.string(), z.string()).nullish(),
    disableExecuteApiEndpoint: z.boolean().default(false),
  }),
  async run(input, { cloud, state }) {
    // LocalStack's convention: this tag sets the id, so that the URL stays the same.
    const id = input.tags?._custom_id_ ?? newId(10);
    if (await state.apis.get(id)) throw badRequest(`The API identifier ${id} is taken`);
    const rootResourceId = newId(10);
    const api: RestApi = checkedRestApi({
      id,
      name: input.name,
      description: input.description ?? undefined,
      version: input.version ?? undefined,
      createdDate: seconds(cloud),
      apiKeySource: input.apiKeySource,
      endpointConfiguration: {
        types: input.endpointConfiguration?.types ?? ['EDGE'],
        ipAddressType: input.endpointConfiguration?.ipAddressType ?? 'ipv4',
      },
      binaryMediaTypes: input.binaryMediaTypes ?? undefined,
      minimumCompressionSize: input.minimumCompressionSize ?? undefined,
      policy: input.policy ?? undefined,
      disableExecuteApiEndpoint: input.disableExecuteApiEndpoint,
      rootResourceId,
      tags: input.tags ?? {},
      resources: { [rootResourceId]: { id: rootResourceId, path: '/' } },
      deployments: {},
      stages: {},
      authorizers: {},
      gatewayResponses: {},
    });
    await state.apis.put(id, api);
    return restApiDocument(api);
  },
});
