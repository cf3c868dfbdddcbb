import { z } from 'zod';
import { findApi, route } from '../api-gateway-state.ts';
import { gatewayResponseAddress, gatewayResponseOf, gatewayResponsePath } from './gateway-responses.ts';

export const putGatewayResponse = route({
  name: 'PutGatewayResponse',
  method: 'PUT',
  path: gatewayResponsePath,
  status: 201,
  input: gatewayResponseAddress.extend({
    statusCode: z
      .string()
      .regex(/^[1-5]\d\d$/)
      .nullish(),
    responseParameters: z.record(z.string(), z.string()).nullish(),
    responseTemplates: z.record(z.string(), z.string()).nullish(),
  }),
  async run(input, context) {
    const api = await findApi(context, input.restapi_id);
    const byDefault = gatewayResponseOf({ ...api, gatewayResponses: {} }, input.response_type);
    const response = {
      ...byDefault,
      statusCode: input.statusCode ?? byDefault.statusCode,
      responseParameters: input.responseParameters ?? {},
      responseTemplates: input.responseTemplates ?? byDefault.responseTemplates,
      defaultResponse: false,
    };
    const gatewayResponses = { ...api.gatewayResponses, [response.responseType]: response };
    await context.state.apis.put(api.id, { ...api, gatewayResponses });
    return response;
  },
});
