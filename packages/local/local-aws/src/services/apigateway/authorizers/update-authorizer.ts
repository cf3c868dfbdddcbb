import { findApi, route } from '../api-gateway-state.ts';
import { applyPatches, patchSchema } from '../patch.ts';
import {
  authorizerAddress,
  authorizerPath,
  checkedAuthorizer,
  findAuthorizer,
  withAuthorizer,
} from './authorizers.ts';

export const updateAuthorizer = route({
  name: 'UpdateAuthorizer',
  method: 'PATCH',
  path: authorizerPath,
  input: authorizerAddress.and(patchSchema),
  async run({ restapi_id, authorizer_id, patchOperations }, context) {
    const api = await findApi(context, restapi_id);
    const authorizer = checkedAuthorizer(applyPatches(findAuthorizer(api, authorizer_id), patchOperations));
    await context.state.apis.put(api.id, withAuthorizer(api, authorizer));
    return authorizer;
  },
});
