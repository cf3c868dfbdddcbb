import type { ServiceFactory } from '../../cloud/service.ts';
import { jsonService } from '../../protocol/json.ts';
import { oneChangeAtATime } from '../../protocol/one-change-at-a-time.ts';
import { openEvents } from './events-state.ts';
import { deleteRule } from './operations/delete-rule.ts';
import { describeRule } from './operations/describe-rule.ts';
import { disableRule } from './operations/disable-rule.ts';
import { enableRule } from './operations/enable-rule.ts';
import { listRuleNamesByTarget } from './operations/list-rule-names-by-target.ts';
import { listRules } from './operations/list-rules.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { listTargetsByRule } from './operations/list-targets-by-rule.ts';
import { putRule } from './operations/put-rule.ts';
import { putTargets } from './operations/put-targets.ts';
import { removeTargets } from './operations/remove-targets.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';

/**
 * Amazon EventBridge: rules with schedules, and their targets: functions, queues, topics and log groups. An event is
 * stored once for each target and delivered afterwards, also after a crash.
 *
 * Gaps: all targets but these; FIFO queues; archives and replay, pipes, connections, API destinations, global endpoints,
 * partner event sources, and the schema registry.
 *
 * By design:
 * - What a schedule would have started while local-aws was down is not made up for.
 * - A function's policy must let EventBridge invoke it, unless the target has a role. Policies of queues and topics, and
 *   roles, are evaluated if IAM is enforced; a log group takes events from every rule, and is made if it is missing.
 * - An event that a target refuses goes to the target's dead-letter queue; without one, the log tells that it was dropped.
 */
export const createEvents: ServiceFactory = async (cloud) => {
  const state = await openEvents(cloud);
  const service = jsonService({
    name: 'events',
    iamPrefix: 'events',
    version: '1.1',
    cloud,
    state,
    operations: [
      deleteRule,
      describeRule,
      disableRule,
      enableRule,
      listRuleNamesByTarget,
      listRules,
      listTagsForResource,
      listTargetsByRule,
      putRule,
      putTargets,
      removeTargets,
      tagResource,
      untagResource,
    ].map(oneChangeAtATime()),
  });
  return { services: [service], start: state.start, close: async () => state.close() };
};
