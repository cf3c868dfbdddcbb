import { findApi, route } from '../api-gateway-state.ts';
import { gatewayResponseAddress, gatewayResponsePath, requireOwn } from './gateway-responses.ts';

export const deleteGatewayResponse = route({
  name: 'DeleteGatewayResponse',
  method: 'DELETE',
  path: gatewayResponsePath,
  status: 202,
  input: gatewayResponseAddress,
  async run({ restapi_id, response_type }, context) {
    const api = await findApi(context, restapi_id);
    requireOwn(api, response_type);
    const { [response_type]: _, ...gatewayResponses } = api.gatewayResponses;
    await context.state.apis.put(api.id, { ...api, gatewayResponses });
  },
});
