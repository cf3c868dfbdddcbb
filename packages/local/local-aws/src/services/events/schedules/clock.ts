import type { Outbox } from '../../../channels/outbox.ts';
import type { Cloud } from '../../../cloud/cloud.ts';
import { deliveriesTo } from '../delivery/deliveries-to.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { newEvent } from '../event.ts';
import type { Rule } from '../rule.ts';
import { parseSchedule } from './schedule.ts';

/** Node's timers cannot wait for longer than 24.8 days; and a machine that slept learns it within the hour. */
const longestWaitMs = 3_600_000;

/** Runs the schedules of rules; without an enabled schedule it has no timer. */
export interface Clock {
  /** To be called whenever a rule has changed, or is gone. */
  wind(ruleArn: string): void;
  stop(): void;
}

/** What was due while local-aws was down is not made up for. */
export function createClock(
  cloud: Cloud,
  deliveries: Pick<Outbox<Delivery>, 'add'>,
  find: (ruleArn: string) => Rule | undefined,
): Clock {
  const timers = new Map<string, NodeJS.Timeout>();
  let isStopped = false;

  function wind(arn: string): void {
    clearTimeout(timers.get(arn));
    timers.delete(arn);
    const rule = find(arn);
    if (isStopped || rule?.scheduleExpression === undefined || rule.state !== 'ENABLED') return;
    const { minuteMs } = cloud.options.events;
    const due = parseSchedule(rule.scheduleExpression, { since: rule.scheduledSince, minuteMs }).next(now());
    if (due !== undefined) waitUntil(arn, due);
  }

  function waitUntil(arn: string, due: number): void {
    const wait = Math.min(Math.max(0, due - now()), longestWaitMs);
    timers.set(
      arn,
      setTimeout(() => (now() < due ? waitUntil(arn, due) : void ring(arn, due)), wait),
    );
  }

  async function ring(arn: string, due: number): Promise<void> {
    const rule = find(arn);
    wind(arn);
    if (!rule) return;
    const event = newEvent(cloud, {
      source: 'aws.events',
      'detail-type': 'Scheduled Event',
      time: new Date(due),
      resources: [arn],
      detail: {},
    });
    const span = {
      kind: 'event',
      service: 'events',
      name: 'Scheduled Event',
      target: arn,
      causedBy: [],
    } as const;
    try {
      await cloud.trail.step(span, () => deliveries.add(deliveriesTo(cloud, rule, event)));
    } catch (error) {
      if (!isStopped) cloud.logFault(`The schedule of ${arn} could not be kept`, error);
    }
  }

  function now(): number {
    return cloud.now().getTime();
  }

  return {
    wind,
    stop() {
      isStopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
