import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { conflict, newId, route, seconds } from '../api-gateway-state.ts';

export const createApiKey = route({
  name: 'CreateApiKey',
  method: 'POST',
  path: '/apikeys',
  status: 201,
  input: z.object({
    name: z.string().nullish(),
    description: z.string().nullish(),
    enabled: z.boolean().default(false),
    value: z.string().min(20).max(128).nullish(),
    customerId: z.string().nullish(),
    tags: z.record(z.string(), z.string()).nullish(),
  }),
  async run(input, { cloud, state }) {
    const value = input.value ?? randomBytes(30).toString('base64url');
    for await (const [, other] of state.apiKeys.entries())
      if (other.value === value) throw conflict('API Key already exists');
    const now = seconds(cloud);
    const key = {
      id: newId(10),
      value,
      name: input.name ?? undefined,
      description: input.description ?? undefined,
      customerId: input.customerId ?? undefined,
      enabled: input.enabled,
      createdDate: now,
      lastUpdatedDate: now,
      stageKeys: [],
      tags: input.tags ?? {},
    };
    await state.apiKeys.put(key.id, key);
    return key;
  },
});
