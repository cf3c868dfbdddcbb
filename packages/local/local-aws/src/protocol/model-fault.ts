import { AwsError } from './aws-error.ts';
import type { RefuseInput, Violation } from './input.ts';

/**
 * How AWS's services report input that their model does not allow: `1 validation error detected: Value 'x' at
 * 'functionName' failed to satisfy constraint: Member must …`. IAM does not show values (`secret`).
 */
export function modelFault(code: string, { secret = false } = {}): RefuseInput {
  return (violations) =>
    new AwsError(code, modelFaultText(violations, secret ? withoutValue : withValue), 400);
}

export function modelFaultText(
  violations: readonly Violation[],
  describe: (violation: Violation) => string = withValue,
): string {
  const count = `${violations.length} validation error${violations.length === 1 ? '' : 's'} detected`;
  return `${count}: ${violations.map(describe).join('; ')}`;
}

function withValue(violation: Violation): string {
  const { value, constraint } = violation;
  const told = value == null ? 'Value null' : `Value '${format(value)}'`;
  return `${told} at '${memberPath(violation)}' failed to satisfy constraint: ${constraint}`;
}

function withoutValue(violation: Violation): string {
  const constraint = violation.constraint.replace(/^(Member must satisfy enum value set): .*$/s, '$1');
  return `Value at '${memberPath(violation)}' failed to satisfy constraint: ${constraint}`;
}

/** `['PatchOperations', 0, 'op']` → `patchOperations.1.member.op`. */
function memberPath({ path }: Pick<Violation, 'path'>): string {
  return path
    .map((part) => (typeof part === 'number' ? `${part + 1}.member` : lowerFirst(String(part))))
    .join('.');
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** As Java prints lists and maps. */
function format(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(format).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([name, member]) => `${name}=${format(member)}`)
    .join(', ')}}`;
}
