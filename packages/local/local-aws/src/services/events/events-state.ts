import type { Outbox } from '../../channels/outbox.ts';
import type { Cloud } from '../../cloud/cloud.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { operationsOf } from '../../protocol/operation.ts';
import { busArn, busNameOf, ruleArn } from './arn.ts';
import { defaultBus, type EventBus } from './bus.ts';
import { createDeliveries } from './delivery/deliveries.ts';
import type { Delivery } from './delivery/delivery.ts';
import type { Rule } from './rule.ts';
import { createClock } from './schedules/clock.ts';

export interface EventsState {
  /** By their ARNs. */
  readonly buses: ReadonlyMap<string, EventBus>;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly deliveries: Outbox<Delivery>;
  /** Rules of one bus, by name. */
  rulesOn(busName: string): Rule[];
  saveBus(bus: EventBus): Promise<void>;
  removeBus(arn: string): Promise<void>;
  saveRule(rule: Rule): Promise<void>;
  removeRule(arn: string): Promise<void>;
  /** Goes on with what is stored. */
  start(): Promise<void>;
  close(): void;
}

export const operation = operationsOf<EventsState>({
  resourcePolicy: (arn, { buses }) => buses.get(arn)?.policy,
});

/** Opens all buses and rules. */
export async function openEvents(cloud: Cloud): Promise<EventsState> {
  const storedBuses = cloud.storage.collection<EventBus>('events/buses');
  const storedRules = cloud.storage.collection<Rule>('events/rules');
  const now = cloud.startedAt.getTime();
  const arn = busArn(cloud, defaultBus);
  const buses = new Map<string, EventBus>([
    [arn, { name: defaultBus, arn, createdAt: now, modifiedAt: now, tags: {} }],
  ]);
  const rules = new Map<string, Rule>();
  for await (const [key, bus] of storedBuses.entries()) buses.set(key, bus);
  for await (const [key, rule] of storedRules.entries()) rules.set(key, rule);

  const deliveries = createDeliveries(cloud);
  const clock = createClock(cloud, deliveries, (key) => rules.get(key));
  return {
    buses,
    rules,
    deliveries,
    rulesOn: (busName) =>
      [...rules.values()]
        .filter((rule) => rule.busName === busName)
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    async saveBus(bus) {
      await storedBuses.put(bus.arn, bus);
      buses.set(bus.arn, bus);
    },
    async removeBus(key) {
      await storedBuses.delete(key);
      buses.delete(key);
    },
    async saveRule(rule) {
      await storedRules.put(rule.arn, rule);
      rules.set(rule.arn, rule);
      clock.wind(rule.arn);
    },
    async removeRule(key) {
      await storedRules.delete(key);
      rules.delete(key);
      clock.wind(key);
    },
    async start() {
      await deliveries.start();
      for (const key of rules.keys()) clock.wind(key);
    },
    close() {
      clock.stop();
      deliveries.close();
    },
  };
}

interface Call {
  readonly cloud: Cloud;
  readonly state: EventsState;
}

/** Throws ResourceNotFoundException. */
export function findBus({ cloud, state }: Call, nameOrArn?: string): EventBus {
  const name = busNameOf(cloud, nameOrArn);
  const bus = state.buses.get(busArn(cloud, name));
  if (!bus) throw notFound(`Event bus ${name} does not exist.`);
  return bus;
}

/** Throws ResourceNotFoundException for a rule or a bus that does not exist. */
export function findRule(call: Call, name: string, busNameOrArn?: string): Rule {
  const bus = findBus(call, busNameOrArn);
  const rule = call.state.rules.get(ruleArn(call.cloud, bus.name, name));
  if (!rule) throw notFound(`Rule ${name} does not exist on EventBus ${bus.name}.`);
  return rule;
}

export function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message);
}
