import { z } from 'zod';
import { type ApiGatewayState, badRequest, notFound } from '../api-gateway-state.ts';
import type { ApiKey, ApiStage, UsagePlan } from '../documents.ts';

/** Throws NotFoundException. */
export async function findUsagePlan(state: ApiGatewayState, id: string): Promise<UsagePlan> {
  const plan = await state.usagePlans.get(id);
  if (!plan) throw notFound('Invalid Usage Plan ID specified');
  return plan;
}

/** Throws if a plan would contain a stage that does not exist. */
export async function requireStage(
  state: ApiGatewayState,
  { apiId, stage }: ApiStage,
  planId?: string,
): Promise<void> {
  const api = await state.apis.get(apiId);
  if (api?.stages[stage]) return;
  throw notFound(
    planId === undefined
      ? `API Stage not found: ${apiId}:${stage}`
      : `Invalid API Stage {api: ${apiId}, stage: ${stage}} specified for usageplan ${planId}`,
  );
}

/** Checks a plan before it is stored. */
export function checkedUsagePlan(plan: UsagePlan): UsagePlan {
  const { throttle, quota } = plan;
  const { data, error } = limitsSchema.safeParse({ throttle, quota });
  if (error) throw badRequest(error.issues.map(({ message }) => message).join('; '));
  return { ...plan, ...data };
}

const throttleSchema = z.strictObject({
  rateLimit: z.number().min(0).default(0),
  burstLimit: z.int().min(0).default(0),
});

export const limitsSchema = z.strictObject({
  throttle: throttleSchema.nullish().transform((throttle) => throttle ?? undefined),
  quota: z
    .strictObject({
      limit: z.int().min(0),
      offset: z.int().min(0).default(0),
      period: z.enum(['DAY', 'WEEK', 'MONTH']),
    })
    .nullish()
    .transform((quota) => quota ?? undefined),
});

export const apiStageSchema = z.strictObject({
  apiId: z.string(),
  stage: z.string(),
  throttle: z.record(z.string(), throttleSchema).optional(),
});

export function usagePlanKeyDocument({ id, value, name }: ApiKey) {
  return { id, type: 'API_KEY', value, name };
}

/** Throws NotFoundException if the plan does not contain such a key. */
export function findPlanKeyId({ keyIds }: UsagePlan, keyId: string): string {
  if (!keyIds.includes(keyId)) throw notFound('Invalid Usage Plan Key identifier specified');
  return keyId;
}
