import { z } from 'zod';
import { type ApiGatewayState, badRequest, notFound } from '../api-gateway-state.ts';
import type { ApiKey, ApiStage, UsagePlan } from '../documents.ts';

/** Throws NotFoundException. */
export async function findUsagePlan(state: ApiGatewayState, id: string): Promise<UsagePlan> {
  const plan = await state.usagePlans.get(id);
  if (!plan) throw notFound('Invalid Usage Plan identifier specified');
  return plan;
}

/** Throws where a plan would cover a stage that does not exist. */
export async function requireStage(state: ApiGatewayState, { apiId, stage }: ApiStage): Promise<void> {
  const api = await state.apis.get(apiId);
  if (!api?.stages[stage]) throw notFound(`API Stage not found: ${apiId}:${stage}`);
}

/** What must hold of a plan before it is stored. */
export function checkedUsagePlan(plan: UsagePlan): UsagePlan {
  const { data, error } = limitsSchema.safeParse(plan);
  if (error) throw badRequest(error.issues.map(({ message }) => message).join('; '));
  return { ...plan, ...data };
}

const throttleSchema = z.object({
  rateLimit: z.number().min(0).default(0),
  burstLimit: z.int().min(0).default(0),
});

export const limitsSchema = z.object({
  throttle: throttleSchema.nullish().transform((throttle) => throttle ?? undefined),
  quota: z
    .object({
      limit: z.int().min(0),
      offset: z.int().min(0).default(0),
      period: z.enum(['DAY', 'WEEK', 'MONTH']),
    })
    .nullish()
    .transform((quota) => quota ?? undefined),
});

export const apiStageSchema = z.object({
  apiId: z.string(),
  stage: z.string(),
  throttle: z.record(z.string(), throttleSchema).optional(),
});

export function usagePlanKeyDocument({ id, value, name }: ApiKey) {
  return { id, type: 'API_KEY', value, name };
}

/** Throws NotFoundException where the plan has no such key. */
export function findPlanKeyId({ keyIds }: UsagePlan, keyId: string): string {
  if (!keyIds.includes(keyId)) throw notFound('Invalid Usage Plan Key identifier specified');
  return keyId;
}
