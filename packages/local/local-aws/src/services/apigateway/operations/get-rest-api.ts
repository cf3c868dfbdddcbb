import { z } from 'zod';
import { findApi, route } from '../api-gateway-state.ts';
import { restApiDocument } from '../documents.ts';

export const getRestApi = route({
  name: 'GetRestApi',
  method: 'GET',
  path: '/restapis/{restapi_id}',
  input: z.strictObject({ restapi_id: z.string() }),
  run: async ({ restapi_id }, context) => restApiDocument(await findApi(context, restapi_id)),
});
