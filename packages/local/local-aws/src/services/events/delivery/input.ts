import type { BusEvent } from '../event.ts';
import type { Rule, Target } from '../rule.ts';
import { valueAt } from './json-path.ts';
import { fillTemplate } from './template.ts';

/** What a target gets of an event: all of it, a part, a text of its own, or a template with parts of it. */
export function inputOf(
  target: Target,
  rule: Pick<Rule, 'arn' | 'name'>,
  event: BusEvent,
  now: Date,
): string {
  const { Input, InputPath, InputTransformer } = target;
  if (Input !== undefined) return Input;
  if (InputPath !== undefined) return JSON.stringify(valueAt(event, InputPath) ?? null);
  if (!InputTransformer) return JSON.stringify(event);
  const { InputPathsMap, InputTemplate } = InputTransformer;
  const own = Object.entries(InputPathsMap).map(([name, path]) => [name, valueAt(event, path)] as const);
  const predefined: Record<string, unknown> = {
    'aws.events.rule-arn': rule.arn,
    'aws.events.rule-name': rule.name,
    'aws.events.event.ingestion-time': now.toISOString(),
    'aws.events.event': event,
    'aws.events.event.json': event,
  };
  return fillTemplate(InputTemplate, new Map([...own, ...Object.entries(predefined)]));
}
