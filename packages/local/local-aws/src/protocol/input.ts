import type { z } from 'zod';
import { AwsError, NotImplementedError } from './aws-error.ts';
import { constraintOf } from './constraint.ts';
import { isNotServed } from './not-served.ts';

/** A member that the service's model does not allow. */
export interface Violation {
  /** Its path in the input: names of members, indexes of lists. */
  readonly path: readonly PropertyKey[];
  /** `undefined` if it is missing. */
  readonly value: unknown;
  /** `Member must …`. */
  readonly constraint: string;
}

/** How a service words errors about input that its model does not allow. */
export type RefuseInput = (violations: readonly Violation[], operation: string) => AwsError;

/** An operation, by the names that errors use: `lambda`, `CreateFunction`. */
export interface OperationName {
  readonly service: string;
  readonly name: string;
}

/**
 * Parses the input with the operation's schema. Throws the service's error for input that its model does not allow, and
 * NotImplementedError for members that local-aws does not support, whether or not a schema names them.
 */
export function parseInput<Input>(
  schema: z.ZodType<Input>,
  rawInput: unknown,
  refuse: RefuseInput,
  { service, name }: OperationName,
): Input {
  const parsed = schema.safeParse(rawInput, { error: constraintOf, reportInput: true });
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.flatMap(plainIssues);
  const [unserved] = issues.flatMap(unservedMembers);
  if (unserved) throw new NotImplementedError(service, `${name} with ${unserved}`);
  const violations = issues.map((issue) => violationOf(issue, rawInput));
  const mistyped = issues.find(isMistyped);
  if (mistyped) throw new AwsError('SerializationException', mistyped.message, 400);
  throw refuse(violations, name);
}

type Issue = z.core.$ZodIssue;

/** For a union of which no alternative matches, the issues of the first: schemas put the usual form there. */
function plainIssues(issue: Issue): Issue[] {
  const [first] = issue.code === 'invalid_union' ? issue.errors : [];
  if (!first) return [issue];
  return first.flatMap((inner) => plainIssues({ ...inner, path: [...issue.path, ...inner.path] }));
}

function unservedMembers(issue: Issue): string[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...issue.path, key].join('.'));
  if (!isNotServed(issue)) return [];
  const told = typeof issue.input === 'object' ? '' : ` ${issue.input}`;
  return [issue.path.join('.') + told];
}

/** A value of another JSON type is refused before the model's constraints are checked. */
function isMistyped(issue: Issue): boolean {
  return issue.code === 'invalid_type' && issue.input != null && !Number.isNaN(issue.input);
}

/** An error in an element of a list of texts, or in a map's key or value, is reported for the whole list or map. */
function violationOf(issue: Issue, rawInput: unknown): Violation {
  const value = valueAt(rawInput, issue.path);
  const parent = issue.path.slice(0, -1);
  const whole = issue.path.length > 0 ? valueAt(rawInput, parent) : undefined;
  if (issue.code === 'invalid_key')
    return { path: parent, value: whole, constraint: `Map keys must satisfy constraint: [${issue.message}]` };
  if (Array.isArray(whole) && (typeof value !== 'object' || value === null))
    return { path: parent, value: whole, constraint: `Member must satisfy constraint: [${issue.message}]` };
  return { path: issue.path, value, constraint: issue.message };
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((node, name) => (node as Record<PropertyKey, unknown> | null)?.[name], value);
}
