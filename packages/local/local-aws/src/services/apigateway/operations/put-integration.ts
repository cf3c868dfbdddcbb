import { z } from 'zod';
import { notServed, servedOnly } from '../../../protocol/not-served.ts';
import { findApi, route } from '../api-gateway-state.ts';
import { methodAddress, methodPath } from '../method-address.ts';
import { checkedIntegration } from '../method-rules.ts';
import { findMethod, withMethod } from '../resources.ts';

export const putIntegration = route({
  name: 'PutIntegration',
  method: 'PUT',
  path: `${methodPath}/integration`,
  status: 201,
  input: methodAddress.extend({
    type: z.enum(['HTTP', 'AWS', 'MOCK', 'HTTP_PROXY', 'AWS_PROXY']),
    httpMethod: z.string().nullish(),
    uri: z.string().nullish(),
    credentials: z.string().nullish(),
    requestParameters: z.record(z.string(), z.string()).nullish(),
    requestTemplates: z.record(z.string(), z.string()).nullish(),
    passthroughBehavior: z.enum(['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER']).default('WHEN_NO_MATCH'),
    contentHandling: z.string().nullish(),
    timeoutInMillis: z.int().min(50).max(29_000).default(29_000),
    cacheNamespace: z.string().nullish(),
    cacheKeyParameters: z.array(z.string()).nullish(),
    connectionId: notServed,
    connectionType: servedOnly('INTERNET'),
    integrationTarget: notServed,
    responseTransferMode: servedOnly('BUFFERED'),
    tlsConfig: notServed,
  }),
  async run(input, context) {
    const api = await findApi(context, input.restapi_id);
    const method = findMethod(api, input.resource_id, input.http_method);
    const integration = checkedIntegration({
      type: input.type,
      httpMethod: input.httpMethod ?? undefined,
      uri: input.uri ?? undefined,
      credentials: input.credentials ?? undefined,
      requestParameters: input.requestParameters ?? undefined,
      requestTemplates: input.requestTemplates ?? undefined,
      passthroughBehavior: input.passthroughBehavior,
      contentHandling: input.contentHandling ?? undefined,
      timeoutInMillis: input.timeoutInMillis,
      cacheNamespace: input.cacheNamespace ?? input.resource_id,
      cacheKeyParameters: input.cacheKeyParameters ?? [],
    });
    const changed = { ...method, methodIntegration: integration };
    await context.state.apis.put(api.id, withMethod(api, input.resource_id, changed));
    return integration;
  },
});
