import { findApi, route } from '../api-gateway-state.ts';
import { findIntegration, withIntegration } from '../integrations.ts';
import { findResponse, integrationResponsePath, responseAddress } from './addresses.ts';

export const deleteIntegrationResponse = route({
  name: 'DeleteIntegrationResponse',
  method: 'DELETE',
  path: integrationResponsePath,
  status: 204,
  input: responseAddress,
  async run({ restapi_id, resource_id, http_method, status_code }, context) {
    const api = await findApi(context, restapi_id);
    const integration = findIntegration(api, resource_id, http_method);
    findResponse(integration.integrationResponses, status_code);
    const { [status_code]: _, ...responses } = integration.integrationResponses ?? {};
    await context.state.apis.put(
      api.id,
      withIntegration(api, { resource_id, http_method }, { ...integration, integrationResponses: responses }),
    );
  },
});
