import type { ServiceFactory } from '../../cloud/service.ts';
import { jsonService } from '../../protocol/json.ts';
import { oneChangeAtATime } from '../../protocol/one-change-at-a-time.ts';
import { defaultBus } from './bus.ts';
import { newEvent } from './event.ts';
import { openEvents } from './events-state.ts';
import { createEventBus } from './operations/create-event-bus.ts';
import { deleteEventBus } from './operations/delete-event-bus.ts';
import { deleteRule } from './operations/delete-rule.ts';
import { describeEventBus } from './operations/describe-event-bus.ts';
import { describeRule } from './operations/describe-rule.ts';
import { disableRule } from './operations/disable-rule.ts';
import { enableRule } from './operations/enable-rule.ts';
import { listEventBuses } from './operations/list-event-buses.ts';
import { listRuleNamesByTarget } from './operations/list-rule-names-by-target.ts';
import { listRules } from './operations/list-rules.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { listTargetsByRule } from './operations/list-targets-by-rule.ts';
import { putEvents } from './operations/put-events.ts';
import { putPermission } from './operations/put-permission.ts';
import { putRule } from './operations/put-rule.ts';
import { putTargets } from './operations/put-targets.ts';
import { removePermission } from './operations/remove-permission.ts';
import { removeTargets } from './operations/remove-targets.ts';
import { tagResource } from './operations/tag-resource.ts';
import { testEventPattern } from './operations/test-event-pattern.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateEventBus } from './operations/update-event-bus.ts';
import { deliveriesOf } from './rules-for.ts';

/**
 * Amazon EventBridge: buses, rules with patterns and schedules, and their targets: functions, queues, topics and log
 * groups. An event is stored once for each target and delivered afterwards, also after a crash.
 *
 * Gaps: all targets but these; FIFO queues; archives and replay, pipes, connections, API destinations, global endpoints,
 * partner event sources, keys, logs and dead-letter queues of buses, and the schema registry; events of AWS's services other than CloudWatch's about alarms.
 *
 * By design:
 * - Numbers in patterns are compared by value, so that `300` matches 3.0e2. Errors about a pattern do not give the reason.
 * - What a schedule would have started while local-aws was down is not made up for.
 * - A function's policy must let EventBridge invoke it, unless the target has a role. Policies of queues and topics, and
 *   roles, are evaluated if IAM is enforced; a log group takes events from every rule, and is made if it is missing.
 * - An event that a target refuses goes to the target's dead-letter queue; without one, the log tells that it was dropped.
 * - Of a rule's metrics there are Invocations and FailedInvocations.
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
      putEvents,
      testEventPattern,
      ...[
        createEventBus,
        deleteEventBus,
        deleteRule,
        describeEventBus,
        describeRule,
        disableRule,
        enableRule,
        listEventBuses,
        listRuleNamesByTarget,
        listRules,
        listTagsForResource,
        listTargetsByRule,
        putPermission,
        putRule,
        putTargets,
        removePermission,
        removeTargets,
        tagResource,
        untagResource,
        updateEventBus,
      ].map(oneChangeAtATime()),
    ],
  });
  return {
    services: [service],
    ports: {
      events: {
        put: (event) =>
          state.deliveries.add(deliveriesOf({ cloud, state }, defaultBus, newEvent(cloud, event))),
      },
    },
    start: state.start,
    close: async () => state.close(),
  };
};
