import type { Cloud } from '../../../cloud/cloud.ts';
import { createLocks } from '../../../storage/locks.ts';
import type { ApiGatewayState } from '../api-gateway-state.ts';
import type { ApiKey, UsagePlan } from '../documents.ts';
import { createThrottle } from '../usage-plans/throttle.ts';
import { countUsage } from '../usage-plans/usage.ts';
import type { Invocation } from './invocation.ts';
import { invalidApiKey, tooManyRequests } from './refusal.ts';

/** Finds a request's API key, and counts the request against the limits of the key's usage plan. */
export function createApiKeyCheck(cloud: Cloud, state: ApiGatewayState) {
  const take = createThrottle();
  const exclusive = createLocks();

  /** Throws a `Refusal`. */
  return async function checkApiKey(call: Invocation, value: string | undefined): Promise<ApiKey> {
    const key = value === undefined ? undefined : await findKey(state, value);
    const plan = key && (await findPlan(state, call, key.id));
    if (!key?.enabled || !plan) throw invalidApiKey();
    if (!take(limitsOf(plan, key, call), cloud.now().getTime())) throw tooManyRequests();
    await exclusive(`${plan.id}/${key.id}`, () => countUsage(state, plan, key.id, cloud.now()));
    return key;
  };
}

async function findKey(state: ApiGatewayState, value: string): Promise<ApiKey | undefined> {
  for await (const [, key] of state.apiKeys.entries()) if (key.value === value) return key;
  return undefined;
}

async function findPlan(state: ApiGatewayState, { api, stage }: Invocation, keyId: string) {
  for await (const [, plan] of state.usagePlans.entries()) {
    const covers = plan.apiStages.some(
      (covered) => covered.apiId === api.id && covered.stage === stage.stageName,
    );
    if (covers && plan.keyIds.includes(keyId)) return plan;
  }
  return undefined;
}

/** The plan's own limits, and its limits for the method. */
function limitsOf(plan: UsagePlan, key: ApiKey, { api, stage, method, resource }: Invocation) {
  const address = `${resource.path}/${method.httpMethod}`;
  const covered = plan.apiStages.find((one) => one.apiId === api.id && one.stage === stage.stageName);
  const ofMethod = covered?.throttle?.[address];
  return [
    ...(plan.throttle ? [{ ...plan.throttle, name: `${plan.id}/${key.id}` }] : []),
    ...(ofMethod
      ? [{ ...ofMethod, name: `${plan.id}/${key.id}/${api.id}/${stage.stageName}${address}` }]
      : []),
  ];
}
