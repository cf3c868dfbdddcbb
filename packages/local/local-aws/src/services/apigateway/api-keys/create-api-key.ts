import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { notServed, servedOnly } from '../../../protocol/not-served.ts';
import { badRequest, conflict, newId, route, seconds } from '../api-gateway-state.ts';
import { checkName } from './patches.ts';

export const createApiKey = route({
  name: 'CreateApiKey',
  method: 'POST',
  path: '/apikeys',
  status: 201,
  input: z.strictObject({
    name: z.string().nullish(),
    description: z.string().nullish(),
    enabled: z.boolean().default(false),
    /** An empty value counts as none, because Terraform sends it. */
    value: z.string().nullish(),
    customerId: z.string().nullish(),
    tags: z.record(z.string(), z.string()).nullish(),
    generateDistinctId: servedOnly(true),
    stageKeys: notServed,
  }),
  async run(input, { cloud, state }) {
    const value = input.value || randomBytes(30).toString('base64url');
    if (value.length > 128) throw badRequest('API Key value exceeds maximum size of 128 characters');
    if (value.length < 20) throw badRequest('API Key value should be at least 20 characters');
    for await (const [, other] of state.apiKeys.entries())
      if (other.value === value) throw conflict('API Key already exists');
    const now = seconds(cloud);
    const key = {
      id: newId(10),
      value,
      name: input.name ? checkName(input.name) : undefined,
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
