import type { Cloud } from '../../../cloud.ts';
import type { AwsRequest } from '../../../protocol/message.ts';
import type { ApiGatewayState } from '../api-gateway-state.ts';
import type { ApiKey, RestApi, UsagePlan } from '../documents.ts';
import { forbidden, quotaExceeded, tooManyRequests } from './refusal.ts';

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** Token buckets by usage plan and key; a restart fills them. */
const buckets = new WeakMap<ApiGatewayState, Map<string, Bucket>>();

/** Finds the caller's API key in a usage plan of the stage and counts the request. Throws a `Refusal`. */
export async function checkUsage(options: {
  readonly cloud: Cloud;
  readonly state: ApiGatewayState;
  readonly api: RestApi;
  readonly stage: string;
  readonly request: AwsRequest;
}): Promise<ApiKey> {
  const { cloud, state, api, stage, request } = options;
  const key = await findKey(state, request.headers['x-api-key']);
  const plan = key && (await findPlan(state, api.id, stage, key.id));
  if (!key?.enabled || !plan) throw forbidden();
  throttle(state, plan, key, cloud.now().getTime());
  await countAgainstQuota(cloud, plan, key);
  return key;
}

async function findKey(
  state: ApiGatewayState,
  value: string | string[] | undefined,
): Promise<ApiKey | undefined> {
  for await (const [, key] of state.apiKeys.entries()) if (key.value === value) return key;
  return undefined;
}

async function findPlan(state: ApiGatewayState, apiId: string, stage: string, keyId: string) {
  for await (const [, plan] of state.usagePlans.entries()) {
    const covers = plan.apiStages.some((covered) => covered.apiId === apiId && covered.stage === stage);
    if (covers && plan.keyIds.includes(keyId)) return plan;
  }
  return undefined;
}

function throttle(state: ApiGatewayState, plan: UsagePlan, key: ApiKey, now: number): void {
  if (!plan.throttle) return;
  const { rateLimit, burstLimit } = plan.throttle;
  const all = buckets.get(state) ?? new Map<string, Bucket>();
  buckets.set(state, all);
  const name = `${plan.id}/${key.id}`;
  const bucket = all.get(name) ?? { tokens: burstLimit, filledAt: now };
  all.set(name, bucket);
  bucket.tokens = Math.min(burstLimit, bucket.tokens + ((now - bucket.filledAt) / 1000) * rateLimit);
  bucket.filledAt = now;
  if (bucket.tokens < 1) throw tooManyRequests();
  bucket.tokens -= 1;
}

async function countAgainstQuota(cloud: Cloud, plan: UsagePlan, key: ApiKey): Promise<void> {
  if (!plan.quota) return;
  const usage = cloud.storage.collection<number>('apigateway/usage');
  const name = `${plan.id}/${key.id}/${periodOf(plan.quota.period, cloud.now())}`;
  const used = (await usage.get(name)) ?? plan.quota.offset;
  if (used >= plan.quota.limit) throw quotaExceeded();
  await usage.put(name, used + 1);
}

/** Periods begin at midnight UTC: each day, on Mondays, on the first of the month. */
function periodOf(period: 'DAY' | 'WEEK' | 'MONTH', now: Date): string {
  if (period === 'MONTH') return now.toISOString().slice(0, 7);
  const day = Math.floor(now.getTime() / 86_400_000);
  return period === 'DAY' ? String(day) : `week ${Math.floor((day + 3) / 7)}`;
}
