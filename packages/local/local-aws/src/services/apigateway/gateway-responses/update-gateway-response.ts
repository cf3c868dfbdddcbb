import { findApi, route } from '../api-gateway-state.ts';
import { patchShape } from '../patch/patch.ts';
import { applyPatches } from '../patch/table.ts';
import { gatewayResponseAddress, gatewayResponseOf, gatewayResponsePath } from './gateway-responses.ts';
import { gatewayResponsePatches } from './patches.ts';

export const updateGatewayResponse = route({
  name: 'UpdateGatewayResponse',
  method: 'PATCH',
  path: gatewayResponsePath,
  input: gatewayResponseAddress.extend(patchShape),
  async run({ restapi_id, response_type, patchOperations }, context) {
    const api = await findApi(context, restapi_id);
    const before = gatewayResponseOf(api, response_type);
    const response = {
      ...applyPatches(before, patchOperations, gatewayResponsePatches),
      defaultResponse: false,
    };
    const gatewayResponses = { ...api.gatewayResponses, [response_type]: response };
    await context.state.apis.put(api.id, { ...api, gatewayResponses });
    return response;
  },
});
