import { z } from 'zod';
import { badRequest, conflict, findApi, route } from '../api-gateway-state.ts';
import type { Method } from '../documents.ts';
import { methodAddress, methodPath } from '../method-address.ts';
import { checkedMethod } from '../method-rules.ts';
import { findResource, withMethod } from '../resources.ts';

export const putMethod = route({
  name: 'PutMethod',
  method: 'PUT',
  path: methodPath,
  status: 201,
  input: methodAddress.extend({
    authorizationType: z.enum(['NONE', 'AWS_IAM', 'CUSTOM', 'COGNITO_USER_POOLS']),
    requestValidatorId: z.string().nullish(),
    authorizerId: z.string().nullish(),
    authorizationScopes: z.array(z.string()).nullish(),
    apiKeyRequired: z.boolean().default(false),
    operationName: z.string().nullish(),
    requestParameters: z.record(z.string(), z.boolean()).nullish(),
    requestModels: z.record(z.string(), z.string()).nullish(),
  }),
  async run(input, context) {
    const api = await findApi(context, input.restapi_id);
    if (findResource(api, input.resource_id).resourceMethods?.[input.http_method]) {
      throw conflict('Method already exists for this resource');
    }
    if (input.requestValidatorId) throw badRequest('Invalid Request Validator identifier specified');
    const method: Method = checkedMethod(api, {
      httpMethod: input.http_method,
      authorizationType: input.authorizationType,
      authorizerId: input.authorizerId ?? undefined,
      authorizationScopes: input.authorizationScopes ?? undefined,
      apiKeyRequired: input.apiKeyRequired,
      operationName: input.operationName ?? undefined,
      requestParameters: input.requestParameters ?? undefined,
      requestModels: input.requestModels ?? undefined,
    });
    await context.state.apis.put(api.id, withMethod(api, input.resource_id, method));
    return method;
  },
});
