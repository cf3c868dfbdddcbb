import { z } from 'zod';
import { conflict, findApi, route } from '../api-gateway-state.ts';
import { checkModels } from '../method-patches.ts';
import { findMethod, withMethod } from '../resources.ts';
import { methodResponsePath, responseAddress } from './addresses.ts';

export const putMethodResponse = route({
  name: 'PutMethodResponse',
  method: 'PUT',
  path: methodResponsePath,
  status: 201,
  input: responseAddress.extend({
    responseParameters: z.record(z.string(), z.boolean()).nullish(),
    responseModels: z.record(z.string(), z.string()).nullish(),
  }),
  async run(input, context) {
    const { restapi_id, resource_id, http_method, status_code: statusCode } = input;
    const api = await findApi(context, restapi_id);
    const method = findMethod(api, resource_id, http_method);
    if (method.methodResponses?.[statusCode]) throw conflict('Response already exists for this resource');
    checkModels(input.responseModels);
    const response = {
      statusCode,
      responseParameters: input.responseParameters ?? undefined,
      responseModels: input.responseModels ?? undefined,
    };
    const responses = { ...method.methodResponses, [statusCode]: response };
    await context.state.apis.put(
      api.id,
      withMethod(api, resource_id, { ...method, methodResponses: responses }),
    );
    return response;
  },
});
