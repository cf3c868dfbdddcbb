import { z } from 'zod';
import { route } from '../api-gateway-state.ts';
import { apiKeyDocument, findApiKey } from './api-keys.ts';

export const getApiKey = route({
  name: 'GetApiKey',
  method: 'GET',
  path: '/apikeys/{api_key}',
  input: z.strictObject({ api_key: z.string(), includeValue: z.stringbool().default(false) }),
  run: async ({ api_key, includeValue }, { state }) =>
    apiKeyDocument(await findApiKey(state, api_key), includeValue),
});
