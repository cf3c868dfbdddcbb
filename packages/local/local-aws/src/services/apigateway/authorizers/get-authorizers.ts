import { z } from 'zod';
import { findApi, route } from '../api-gateway-state.ts';
import { authorizersPath } from './authorizers.ts';

export const getAuthorizers = route({
  name: 'GetAuthorizers',
  method: 'GET',
  path: authorizersPath,
  input: z.object({ restapi_id: z.string() }),
  run: async ({ restapi_id }, context) => ({
    item: Object.values((await findApi(context, restapi_id)).authorizers),
  }),
});
