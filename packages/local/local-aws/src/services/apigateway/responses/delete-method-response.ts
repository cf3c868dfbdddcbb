import { findApi, route } from '../api-gateway-state.ts';
import { findMethod, withMethod } from '../resources.ts';
import { findResponse, methodResponsePath, responseAddress } from './addresses.ts';

export const deleteMethodResponse = route({
  name: 'DeleteMethodResponse',
  method: 'DELETE',
  path: methodResponsePath,
  status: 204,
  input: responseAddress,
  async run({ restapi_id, resource_id, http_method, status_code }, context) {
    const api = await findApi(context, restapi_id);
    const method = findMethod(api, resource_id, http_method);
    findResponse(method.methodResponses, status_code);
    const { [status_code]: _, ...responses } = method.methodResponses ?? {};
    await context.state.apis.put(
      api.id,
      withMethod(api, resource_id, { ...method, methodResponses: responses }),
    );
  },
});
