import { z } from 'zod';
import { route } from '../api-gateway-state.ts';
import { restApiDocument } from '../documents.ts';

export const getRestApis = route({
  name: 'GetRestApis',
  method: 'GET',
  path: '/restapis',
  input: z.object({}),
  async run(_, { state }) {
    const item = [];
    for await (const [, api] of state.apis.entries()) item.push(restApiDocument(api));
    return { item };
  },
});
