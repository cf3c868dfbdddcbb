import { z } from 'zod';
import { findApi, route } from '../api-gateway-state.ts';
import { pageOf, paging } from '../page.ts';
import { gatewayResponseOf, gatewayResponsesPath, gatewayResponseTypes } from './gateway-responses.ts';

export const getGatewayResponses = route({
  name: 'GetGatewayResponses',
  method: 'GET',
  path: gatewayResponsesPath,
  input: z.strictObject({ restapi_id: z.string(), ...paging }),
  async run({ restapi_id, ...paging }, context) {
    const api = await findApi(context, restapi_id);
    const { page, next } = pageOf(gatewayResponseTypes, (type) => type, paging);
    return { item: page.map((type) => gatewayResponseOf(api, type)), ...next };
  },
});
