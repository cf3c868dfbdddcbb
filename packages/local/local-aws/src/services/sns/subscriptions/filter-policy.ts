import { matches } from '../../../event-patterns/match.ts';
import { isPattern, type Pattern, parsePattern } from '../../../event-patterns/pattern.ts';
import type { TopicMessage } from '../publish/topic-message.ts';
import { invalidParameter } from '../sns-error.ts';

export const filterScopes: readonly string[] = ['MessageAttributes', 'MessageBody'];

/** Throws InvalidParameter for a policy that SNS does not take. Source: Amazon SNS Developer Guide, "Filter policy constraints". */
export function checkFilterPolicy(text: string, scope = 'MessageAttributes', prefix = ''): void {
  const refuse = (problem: string) => invalidParameter(`${prefix}FilterPolicy: ${problem}`);
  if (!isJson(text)) throw refuse('failed to parse JSON.');
  if (!isPattern(text)) throw refuse('a rule is malformed');
  const pattern = parsePattern(text);
  const isNested = Object.values(pattern).some((rules) => !Array.isArray(rules));
  if (isNested && scope === 'MessageAttributes') {
    throw invalidParameter(
      `${prefix}Filter policy scope MessageAttributes does not support nested filter policy`,
    );
  }
  const lengths = leaves(pattern);
  if (lengths.length > 5) throw refuse('Filter policy can not have more than 5 keys');
  if (lengths.reduce((product, length) => product * length, 1) > 150)
    throw refuse('Filter policy is too complex');
}

/** Whether a subscription with these attributes gets a message whose body for its protocol is `body`. */
export function passesFilter(
  { FilterPolicy, FilterPolicyScope = 'MessageAttributes' }: Readonly<Record<string, string>>,
  { body, attributes }: Pick<TopicMessage, 'body' | 'attributes'>,
): boolean {
  if (!FilterPolicy) return true;
  const event = FilterPolicyScope === 'MessageBody' ? parseObject(body) : valuesOf(attributes);
  return event !== undefined && matches(parsePattern(FilterPolicy), event);
}

/** How many rules each field has; a level of nesting counts as often as it is deep. */
function leaves(pattern: Pattern, depth = 1): number[] {
  return Object.values(pattern).flatMap((rules) => {
    if (rules === undefined) return [];
    if (!Array.isArray(rules)) return leaves(rules as Pattern, depth + 1);
    const patterns = rules.filter((rule) => isPatternOfOr(rule));
    return patterns.length > 0 ? patterns.flatMap((one) => leaves(one, depth)) : [rules.length * depth];
  });
}

function isPatternOfOr(rule: unknown): rule is Pattern {
  return typeof rule === 'object' && rule !== null && Object.values(rule).every(Array.isArray);
}

/** Attributes as rules see them: lists and numbers by their values; what is binary can't be asked for. */
function valuesOf(attributes: TopicMessage['attributes']): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, { DataType, StringValue }]) => {
      if (StringValue === undefined) return [];
      if (DataType === 'String.Array') return [[name, parseJson(StringValue) ?? StringValue]];
      return [[name, DataType.startsWith('Number') ? Number(StringValue) : StringValue]];
    }),
  );
}

function parseObject(text: string): object | undefined {
  const value = parseJson(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}

function isJson(text: string): boolean {
  return parseJson(text) !== undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
