import { z } from 'zod';
import { findApi, route } from '../api-gateway-state.ts';
import { gatewayResponseOf, gatewayResponsesPath, gatewayResponseTypes } from './gateway-responses.ts';

export const getGatewayResponses = route({
  name: 'GetGatewayResponses',
  method: 'GET',
  path: gatewayResponsesPath,
  input: z.object({ restapi_id: z.string() }),
  async run({ restapi_id }, context) {
    const api = await findApi(context, restapi_id);
    return { item: gatewayResponseTypes.map((type) => gatewayResponseOf(api, type)) };
  },
});
