import { z } from 'zod';
import { findApi, route } from '../api-gateway-state.ts';
import { findIntegration, withIntegration } from '../integrations.ts';
import { findMethod } from '../resources.ts';
import { integrationResponsePath, responseAddress } from './addresses.ts';
import { checkMapping } from './mapping.ts';

export const putIntegrationResponse = route({
  name: 'PutIntegrationResponse',
  method: 'PUT',
  path: integrationResponsePath,
  status: 201,
  input: responseAddress.extend({
    selectionPattern: z.string().nullish(),
    responseParameters: z.record(z.string(), z.string()).nullish(),
    responseTemplates: z.record(z.string(), z.string()).nullish(),
    contentHandling: z.string().nullish(),
  }),
  async run(input, context) {
    const { restapi_id, resource_id, http_method, status_code: statusCode } = input;
    const api = await findApi(context, restapi_id);
    const integration = findIntegration(api, resource_id, http_method);
    checkMapping(findMethod(api, resource_id, http_method), statusCode, input.responseParameters ?? {});
    const response = {
      statusCode,
      selectionPattern: input.selectionPattern ?? undefined,
      responseParameters: input.responseParameters ?? undefined,
      responseTemplates: input.responseTemplates ?? undefined,
      contentHandling: input.contentHandling ?? undefined,
    };
    const responses = { ...integration.integrationResponses, [statusCode]: response };
    await context.state.apis.put(
      api.id,
      withIntegration(api, { resource_id, http_method }, { ...integration, integrationResponses: responses }),
    );
    return response;
  },
});
