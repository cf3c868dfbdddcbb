import { findApi, route } from '../api-gateway-state.ts';
import { gatewayResponseAddress, gatewayResponseOf, gatewayResponsePath } from './gateway-responses.ts';

export const getGatewayResponse = route({
  name: 'GetGatewayResponse',
  method: 'GET',
  path: gatewayResponsePath,
  input: gatewayResponseAddress,
  run: async ({ restapi_id, response_type }, context) =>
    gatewayResponseOf(await findApi(context, restapi_id), response_type),
});
