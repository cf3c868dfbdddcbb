import type { Cloud } from '../../cloud/cloud.ts';
import { matches } from '../../event-patterns/match.ts';
import { parsePattern } from '../../event-patterns/pattern.ts';
import { deliveriesTo } from './delivery/deliveries-to.ts';
import type { Delivery } from './delivery/delivery.ts';
import type { BusEvent } from './event.ts';
import type { EventsState } from './events-state.ts';
import type { Rule } from './rule.ts';

/** What the targets on a bus are to get of an event. A bus that does not exist takes events all the same; nobody gets them. */
export function deliveriesOf(
  { cloud, state }: { readonly cloud: Cloud; readonly state: EventsState },
  busName: string,
  event: BusEvent,
  traceHeader?: string,
): Delivery[] {
  return rulesFor(state, busName, event).flatMap((rule) => deliveriesTo(cloud, rule, event, traceHeader));
}

/** The enabled rules of a bus whose patterns match an event. */
function rulesFor(state: EventsState, busName: string, event: BusEvent): Rule[] {
  return state
    .rulesOn(busName)
    .filter(
      ({ state: ruleState, eventPattern }) =>
        ruleState === 'ENABLED' && eventPattern !== undefined && matches(parsePattern(eventPattern), event),
    );
}
