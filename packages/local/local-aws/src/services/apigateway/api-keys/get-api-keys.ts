import { z } from 'zod';
import { route } from '../api-gateway-state.ts';
import { apiKeyDocument } from './api-keys.ts';

export const getApiKeys = route({
  name: 'GetApiKeys',
  method: 'GET',
  path: '/apikeys',
  input: z.object({ name: z.string().default(''), includeValues: z.stringbool().default(false) }),
  async run({ name, includeValues }, { state }) {
    const item = [];
    for await (const [, key] of state.apiKeys.entries())
      if (key.name?.startsWith(name) ?? name === '') item.push(apiKeyDocument(key, includeValues));
    return { item };
  },
});
