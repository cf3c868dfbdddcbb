import { z } from 'zod';
import { route } from '../api-gateway-state.ts';
import { pageOf, paging } from '../page.ts';
import { apiKeyDocument } from './api-keys.ts';

export const getApiKeys = route({
  name: 'GetApiKeys',
  method: 'GET',
  path: '/apikeys',
  input: z.strictObject({
    name: z.string().default(''),
    customerId: z.string().optional(),
    includeValues: z.stringbool().default(false),
    ...paging,
  }),
  async run({ name, customerId, includeValues, ...paging }, { state }) {
    const keys = [];
    for await (const [, key] of state.apiKeys.entries()) {
      if (customerId !== undefined && key.customerId !== customerId) continue;
      if (key.name?.startsWith(name) ?? name === '') keys.push(key);
    }
    const { page, next } = pageOf(keys, ({ id }) => id, paging);
    return { item: page.map((key) => apiKeyDocument(key, includeValues)), ...next };
  },
});
