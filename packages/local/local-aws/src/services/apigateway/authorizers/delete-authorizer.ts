import { conflict, findApi, route } from '../api-gateway-state.ts';
import { authorizerAddress, authorizerPath, findAuthorizer } from './authorizers.ts';

export const deleteAuthorizer = route({
  name: 'DeleteAuthorizer',
  method: 'DELETE',
  path: authorizerPath,
  status: 202,
  input: authorizerAddress,
  async run({ restapi_id, authorizer_id }, context) {
    const api = await findApi(context, restapi_id);
    findAuthorizer(api, authorizer_id);
    const methods = Object.values(api.resources).flatMap(({ resourceMethods = {} }) =>
      Object.values(resourceMethods),
    );
    if (methods.some(({ authorizerId }) => authorizerId === authorizer_id)) {
      throw conflict('Authorizer is referenced in method');
    }
    const { [authorizer_id]: _, ...authorizers } = api.authorizers;
    await context.state.apis.put(api.id, { ...api, authorizers });
  },
});
