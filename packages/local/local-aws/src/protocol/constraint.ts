import type { z } from 'zod';

/** AWS's words for the constraint that a value violates, as its services' frameworks write them; zod's error map. */
export function constraintOf(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input == null ? 'Member must not be null' : conversion(issue.input, issue.expected);
    case 'invalid_value':
      return `Member must satisfy enum value set: [${issue.values.map(String).join(', ')}]`;
    case 'too_small':
      return `Member must have ${measure(issue.origin)} greater than or equal to ${issue.minimum}`;
    case 'too_big':
      return `Member must have ${measure(issue.origin)} less than or equal to ${issue.maximum}`;
    case 'invalid_format':
      return `Member must satisfy regular expression pattern: ${sourceOf(issue.pattern ?? issue.format)}`;
    case 'invalid_key':
      return issue.issues.map(({ message }) => message).join(', ');
    default:
      return issue.message ?? 'Member must not be null';
  }
}

/** For numbers the value is limited, for everything else the length. */
function measure(origin: string): string {
  return origin === 'number' || origin === 'int' ? 'value' : 'length';
}

/** `/^[a-z]+$/` → `[a-z]+`: AWS's patterns always match the whole value. */
function sourceOf(pattern: string): string {
  return pattern.replace(/^\/\^?|\$?\/\w*$/g, '');
}

const tokens: Readonly<Record<string, string>> = { string: 'STRING_VALUE', number: 'NUMBER_VALUE' };
const targets: Readonly<Record<string, string>> = {
  string: 'a String',
  number: 'an Integer',
  int: 'an Integer',
  boolean: 'a Boolean',
};

/** What the JSON parser of AWS's services says about a wrong type. */
function conversion(input: unknown, expected: string): string {
  const target = targets[expected];
  if (typeof input === 'object' || target === undefined)
    return 'Start of structure or map found where not expected.';
  const token = typeof input === 'boolean' ? `${String(input).toUpperCase()}_VALUE` : tokens[typeof input];
  return `${token} can not be converted to ${target}`;
}
