import {
  CreateUsagePlanCommand,
  type PatchOperation,
  paginateGetUsagePlans,
  UpdateUsagePlanCommand,
  type UsagePlan,
} from '@aws-sdk/client-api-gateway';
import { z } from 'zod';
import type { Clients } from '../clients.ts';
import { defineResource } from '../resource-type.ts';
import { tagsSchema } from './tags.ts';

const schema = z.strictObject({
  name: z.string(),
  api_stages: z.tuple([z.strictObject({ api_id: z.string(), stage: z.string() })]),
  throttle_settings: z.strictObject({ rate_limit: z.number(), burst_limit: z.int() }),
  quota_settings: z.strictObject({ limit: z.int(), period: z.literal('MONTH') }).optional(),
  tags: tagsSchema,
});

export const awsApiGatewayUsagePlan = defineResource(schema, async (block, { clients, ...context }) => {
  const { apiGateway } = clients;
  const { throttle_settings: throttle, quota_settings: quota } = block;
  const existing = await findByName(apiGateway, block.name);
  if (existing) {
    const patchOperations: PatchOperation[] = [
      { op: 'replace', path: '/throttle/rateLimit', value: String(throttle.rate_limit) },
      { op: 'replace', path: '/throttle/burstLimit', value: String(throttle.burst_limit) },
      ...(quota
        ? [
            { op: 'replace' as const, path: '/quota/limit', value: String(quota.limit) },
            { op: 'replace' as const, path: '/quota/period', value: quota.period },
          ]
        : [{ op: 'remove' as const, path: '/quota' }]),
    ];
    await apiGateway.send(new UpdateUsagePlanCommand({ usagePlanId: existing.id, patchOperations }));
    return { id: existing.id ?? '', name: block.name };
  }
  const { id = '' } = await apiGateway.send(
    new CreateUsagePlanCommand({
      name: block.name,
      apiStages: block.api_stages.map(({ api_id, stage }) => ({ apiId: api_id, stage })),
      throttle: { rateLimit: throttle.rate_limit, burstLimit: throttle.burst_limit },
      ...(quota && { quota: { limit: quota.limit, period: quota.period } }),
      tags: context.tags(block.tags),
    }),
  );
  return { id, name: block.name };
});

async function findByName(client: Clients['apiGateway'], name: string): Promise<UsagePlan | undefined> {
  for await (const { items } of paginateGetUsagePlans({ client }, {})) {
    const found = items?.find((plan) => plan.name === name);
    if (found) return found;
  }
  return undefined;
}
