import type { Cloud } from '../../../cloud/cloud.ts';
import { stageLimits } from '../method-settings.ts';
import { createThrottle } from '../usage-plans/throttle.ts';
import type { Invocation } from './invocation.ts';
import { tooManyRequests } from './refusal.ts';

/**
 * Counts a request against the limits that its stage sets for its method, or for each method. They come after those of the
 * usage plan ("Throttle requests to your REST APIs"). Without any, nothing is limited: AWS has 10,000 a second for the account.
 */
export function createStageLimits(cloud: Cloud) {
  const take = createThrottle();

  /** Throws a `Refusal`. */
  return function checkStageLimits({ api, stage, resource, method }: Invocation): void {
    const address = `${resource.path}/${method.httpMethod}`;
    const limits = stageLimits(stage.methodSettings, address);
    if (!limits) return;
    const name = `${api.id}/${stage.stageName}${address}`;
    if (!take([{ ...limits, name }], cloud.now().getTime())) throw tooManyRequests();
  };
}
