import { matches } from '../../../event-patterns/match.ts';
import { isFilterPolicy, type Pattern, parsePattern } from '../../../event-patterns/pattern.ts';
import { jsonOrUndefined } from '../../../protocol/json-or-undefined.ts';
import type { TopicMessage } from '../publish/topic-message.ts';
import { invalidParameter } from '../sns-error.ts';
import { problemOf } from './filter-problem.ts';

export const filterScopes: readonly string[] = ['MessageAttributes', 'MessageBody'];

/**
 * Throws InvalidParameter for a policy that SNS refuses. Source: Amazon SNS Developer Guide, "Filter policy
 * constraints".
 */
export function checkFilterPolicy(text: string, scope = 'MessageAttributes', prefix = ''): void {
  const refuse = (problem: string) => invalidParameter(`${prefix}FilterPolicy: ${problem}`);
  const policy = jsonOrUndefined(text);
  if (policy === undefined) throw refuse('failed to parse JSON.');
  const problem = problemOf(policy);
  if (problem !== undefined) throw refuse(problem);
  const pattern = readPattern(text);
  if (!pattern) throw refuse('Filter policy is malformed');
  const isNested = Object.values(pattern).some((rules) => !Array.isArray(rules));
  if (isNested && scope === 'MessageAttributes') {
    throw invalidParameter(
      `${prefix}Filter policy scope MessageAttributes does not support nested filter policy`,
    );
  }
  if (Object.keys(pattern).length > 5) throw refuse('Filter policy can not have more than 5 keys');
  if (combinations(pattern) > 150) throw refuse('Filter policy is too complex');
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

/** The product of the lengths of all lists, each counted once per level of depth; `$or` adds up its alternatives. */
function combinations(pattern: Pattern, depth = 1, before = 1): number {
  const { $or, ...fields } = pattern;
  const ofFields = Object.values(fields).reduce<number>(
    (product, rules) =>
      Array.isArray(rules)
        ? product * rules.length * depth
        : combinations(rules as Pattern, depth + 1, product),
    before,
  );
  if (!$or) return ofFields;
  return $or.reduce((sum, alternative) => sum + combinations(alternative, depth, ofFields), 0);
}

function readPattern(text: string): Pattern | undefined {
  return isFilterPolicy(text) ? parsePattern(text) : undefined;
}

/** Attributes in the form that rules see: lists and numbers by value. Binary attributes cannot be matched. */
function valuesOf(attributes: TopicMessage['attributes']): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, { DataType, StringValue }]) => {
      if (StringValue === undefined) return [];
      if (DataType === 'String.Array') return [[name, jsonOrUndefined(StringValue) ?? StringValue]];
      return [[name, DataType.startsWith('Number') ? Number(StringValue) : StringValue]];
    }),
  );
}

function parseObject(text: string): object | undefined {
  const value = jsonOrUndefined(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}
