import { z } from 'zod';
import { route } from '../api-gateway-state.ts';
import { restApiDocument } from '../documents.ts';
import { pageOf, paging } from '../page.ts';

export const getRestApis = route({
  name: 'GetRestApis',
  method: 'GET',
  path: '/restapis',
  input: z.strictObject(paging),
  async run(paging, { state }) {
    const apis = [];
    for await (const [, api] of state.apis.entries()) apis.push(api);
    const { page, next } = pageOf(apis, ({ id }) => id, paging);
    return { item: page.map(restApiDocument), ...next };
  },
});
