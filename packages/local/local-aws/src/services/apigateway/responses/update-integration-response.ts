import { findApi, route } from '../api-gateway-state.ts';
import { findIntegration, withIntegration } from '../integrations.ts';
import { integrationResponsePatches } from '../method-patches.ts';
import { patchShape } from '../patch/patch.ts';
import { applyPatches } from '../patch/table.ts';
import { findMethod } from '../resources.ts';
import { findResponse, integrationResponsePath, responseAddress } from './addresses.ts';
import { checkMapping } from './mapping.ts';

export const updateIntegrationResponse = route({
  name: 'UpdateIntegrationResponse',
  method: 'PATCH',
  path: integrationResponsePath,
  input: responseAddress.extend(patchShape),
  async run({ restapi_id, resource_id, http_method, status_code, patchOperations }, context) {
    const api = await findApi(context, restapi_id);
    const integration = findIntegration(api, resource_id, http_method);
    const response = applyPatches(
      findResponse(integration.integrationResponses, status_code),
      patchOperations,
      integrationResponsePatches,
    );
    checkMapping(findMethod(api, resource_id, http_method), status_code, response.responseParameters ?? {});
    const responses = { ...integration.integrationResponses, [status_code]: response };
    await context.state.apis.put(
      api.id,
      withIntegration(api, { resource_id, http_method }, { ...integration, integrationResponses: responses }),
    );
    return response;
  },
});
