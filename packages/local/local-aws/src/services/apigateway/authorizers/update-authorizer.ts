import { findApi, route } from '../api-gateway-state.ts';
import { patchShape } from '../patch/patch.ts';
import { applyPatches } from '../patch/table.ts';
import {
  authorizerAddress,
  authorizerPath,
  checkedAuthorizer,
  findAuthorizer,
  withAuthorizer,
} from './authorizers.ts';
import { authorizerPatches } from './patches.ts';

export const updateAuthorizer = route({
  name: 'UpdateAuthorizer',
  method: 'PATCH',
  path: authorizerPath,
  input: authorizerAddress.extend(patchShape),
  async run({ restapi_id, authorizer_id, patchOperations }, context) {
    const api = await findApi(context, restapi_id);
    const authorizer = checkedAuthorizer(
      applyPatches(findAuthorizer(api, authorizer_id), patchOperations, authorizerPatches),
    );
    await context.state.apis.put(api.id, withAuthorizer(api, authorizer));
    return authorizer;
  },
});
