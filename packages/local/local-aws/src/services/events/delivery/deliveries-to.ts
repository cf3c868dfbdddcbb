import { randomUUID } from 'node:crypto';
import type { Cloud } from '../../../cloud/cloud.ts';
import type { BusEvent } from '../event.ts';
import type { Rule } from '../rule.ts';
import type { Delivery } from './delivery.ts';
import { inputOf } from './input.ts';

/** What the targets of a rule are to get of an event that matches it. */
export function deliveriesTo(cloud: Cloud, rule: Rule, event: BusEvent, traceHeader?: string): Delivery[] {
  const now = cloud.now();
  return rule.targets.map((target) => {
    const { Id, Arn, RoleArn, DeadLetterConfig, RetryPolicy } = target;
    return {
      id: randomUUID(),
      ruleArn: rule.arn,
      target: { Id, Arn, RoleArn, DeadLetterConfig, RetryPolicy },
      input: inputOf(target, rule, event, now),
      event,
      ...(traceHeader === undefined ? {} : { traceHeader }),
      acceptedAt: now.getTime(),
      failures: 0,
      dueAt: now.getTime() + cloud.faults.lateMs('events'),
    };
  });
}
