import { type EventsState, notFound } from './events-state.ts';

/** What has tags: rules and buses. */
interface Tagged {
  readonly tags: Readonly<Record<string, string>>;
  save(tags: Readonly<Record<string, string>>): Promise<void>;
}

/** Throws ResourceNotFoundException. */
export function findTagged(state: EventsState, arn: string): Tagged {
  const rule = state.rules.get(arn);
  if (rule) return { tags: rule.tags, save: (tags) => state.saveRule({ ...rule, tags }) };
  const bus = state.buses.get(arn);
  if (bus) return { tags: bus.tags, save: (tags) => state.saveBus({ ...bus, tags }) };
  const [, name = arn] = /:(?:rule|event-bus)\/(.+)$/.exec(arn) ?? [];
  throw notFound(
    arn.includes(':rule/')
      ? `Rule ${name} does not exist on EventBus default.`
      : `Event bus ${name} does not exist.`,
  );
}
