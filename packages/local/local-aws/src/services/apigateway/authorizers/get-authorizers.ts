import { z } from 'zod';
import { findApi, route } from '../api-gateway-state.ts';
import { pageOf, paging } from '../page.ts';
import { authorizersPath } from './authorizers.ts';

export const getAuthorizers = route({
  name: 'GetAuthorizers',
  method: 'GET',
  path: authorizersPath,
  input: z.strictObject({ restapi_id: z.string(), ...paging }),
  async run({ restapi_id, ...paging }, context) {
    const { authorizers } = await findApi(context, restapi_id);
    const { page, next } = pageOf(Object.values(authorizers), ({ id }) => id, paging);
    return { item: page, ...next };
  },
});
