import { findApi, route } from '../api-gateway-state.ts';
import { findIntegration } from '../integrations.ts';
import { findResponse, integrationResponsePath, responseAddress } from './addresses.ts';

export const getIntegrationResponse = route({
  name: 'GetIntegrationResponse',
  method: 'GET',
  path: integrationResponsePath,
  input: responseAddress,
  async run({ restapi_id, resource_id, http_method, status_code }, context) {
    const api = await findApi(context, restapi_id);
    return findResponse(findIntegration(api, resource_id, http_method).integrationResponses, status_code);
  },
});
