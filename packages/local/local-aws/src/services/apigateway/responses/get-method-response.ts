import { findApi, route } from '../api-gateway-state.ts';
import { findMethod } from '../resources.ts';
import { findResponse, methodResponsePath, responseAddress } from './addresses.ts';

export const getMethodResponse = route({
  name: 'GetMethodResponse',
  method: 'GET',
  path: methodResponsePath,
  input: responseAddress,
  async run({ restapi_id, resource_id, http_method, status_code }, context) {
    const api = await findApi(context, restapi_id);
    return findResponse(findMethod(api, resource_id, http_method).methodResponses, status_code);
  },
});
