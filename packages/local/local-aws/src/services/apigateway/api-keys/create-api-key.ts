import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { badRequest, conflict, newId, route, seconds } from '../api-gateway-state.ts';

export const createApiKey = route({
  name: 'CreateApiKey',
  method: 'POST',
  path: '/apikeys',
  status: 201,
  input: z.object({
    name: z.string().nullish(),
    description: z.string().nullish(),
    enabled: z.boolean().default(false),
    /** Empty as good as none: Terraform sends it so. */
    value: z.string().max(128).nullish(),
    customerId: z.string().nullish(),
    tags: z.record(z.string(), z.string()).nullish(),
  }),
  async run(input, { cloud, state }) {
    const value = input.value || randomBytes(30).toString('base64url');
    if (value.length < 20) throw badRequest('API Key value should be at least 20 characters');
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
