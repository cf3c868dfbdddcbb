import type { Cloud } from '../../../cloud/cloud.ts';
import { serviceMeters } from '../../../metrics/service-meters.ts';

/**
 * What is counted of each rule, by its ARN; a delivery counts when it has succeeded or is given up. Source: Amazon
 * EventBridge User Guide, "Monitoring Amazon EventBridge".
 */
export function ruleMeters(cloud: Cloud) {
  const units = { Invocations: 'Count', FailedInvocations: 'Count' } as const;
  return serviceMeters(cloud, 'AWS/Events', { units, dimensions });
}

/** Of a rule on the default bus, only its name. */
function dimensions(ruleArn: string): Record<string, string> {
  const { bus, rule = '' } = /:rule\/(?:(?<bus>.+)\/)?(?<rule>[^/]+)$/.exec(ruleArn)?.groups ?? {};
  return bus === undefined ? { RuleName: rule } : { EventBusName: bus, RuleName: rule };
}
