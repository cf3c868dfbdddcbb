import { matches } from '../../event-patterns/match.ts';
import { parsePattern } from '../../event-patterns/pattern.ts';
import type { BusEvent } from './event.ts';
import type { EventsState } from './events-state.ts';
import type { Rule } from './rule.ts';

/** The enabled rules of a bus whose patterns match an event. */
export function rulesFor(state: EventsState, busName: string, event: BusEvent): Rule[] {
  return state
    .rulesOn(busName)
    .filter(
      ({ state: ruleState, eventPattern }) =>
        ruleState === 'ENABLED' && eventPattern !== undefined && matches(parsePattern(eventPattern), event),
    );
}
