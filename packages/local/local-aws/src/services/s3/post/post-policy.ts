import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { accessDenied } from '../errors.ts';

const condition = z.union([
  z.tuple([z.string().regex(/^content-length-range$/i), z.coerce.number(), z.coerce.number()]),
  z.tuple([z.string().regex(/^(eq|starts-with)$/i), z.string().startsWith('$'), z.string()]),
  z.record(z.string(), z.string()),
]);
const policyDocument = z.object({
  expiration: z.iso.datetime({ offset: true }),
  conditions: z.array(condition),
});

export interface SizeRange {
  readonly min: number;
  readonly max: number;
}

/** Fields that carry the policy's proof, or that S3 does not look at; every other one must be in the policy. */
const uncovered = ['policy', 'x-amz-signature', 'awsaccesskeyid', 'signature', 'file'];

/**
 * Checks the form's fields against its policy (base64) and returns the sizes it allows.
 * Source: S3 API reference, "Creating a POST policy".
 */
export function enforcePolicy(
  encoded: string,
  fields: Readonly<Record<string, string>>,
  bucket: string,
  now: Date,
): SizeRange | undefined {
  const policy = parsePolicy(encoded);
  if (Date.parse(policy.expiration) <= now.getTime()) throw invalid('Policy expired.');

  const values: Record<string, string> = { ...fields, bucket };
  const covered = new Set(uncovered);
  let range: SizeRange | undefined;
  for (const rule of policy.conditions.flatMap(normalize)) {
    if (rule.operator === 'content-length-range') {
      range = { min: Number(rule.first), max: Number(rule.second) };
      continue;
    }
    const name = rule.first.toLowerCase();
    covered.add(name);
    const value = values[name];
    const holds = rule.operator === 'eq' ? value === rule.second : value?.startsWith(rule.second);
    if (!holds) {
      throw invalid(`Policy Condition failed: ["${rule.operator}", "$${rule.first}", "${rule.second}"]`);
    }
  }
  const extra = Object.keys(fields).find((name) => !covered.has(name) && !name.startsWith('x-ignore-'));
  if (extra !== undefined) throw invalid(`Extra input fields: ${extra}`);
  return range;
}

interface Rule {
  readonly operator: string;
  readonly first: string;
  readonly second: string;
}

/** `{acl: 'private'}` is short for `['eq', '$acl', 'private']`. */
function normalize(rule: z.infer<typeof condition>): Rule[] {
  if (!Array.isArray(rule)) {
    return Object.entries(rule).map(([first, second]) => ({ operator: 'eq', first, second }));
  }
  const [operator, first, second] = rule;
  return [
    {
      operator: operator.toLowerCase(),
      first: String(first).replace(/^\$/, ''),
      second: String(second),
    },
  ];
}

function parsePolicy(encoded: string): z.infer<typeof policyDocument> {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
  } catch {
    throw malformedPolicy('Invalid JSON.');
  }
  const parsed = policyDocument.safeParse(json);
  if (!parsed.success) throw malformedPolicy(parsed.error.issues[0]?.message ?? '');
  return parsed.data;
}

function malformedPolicy(reason: string): AwsError {
  return new AwsError('InvalidPolicyDocument', `Invalid Policy: ${reason}`);
}

function invalid(reason: string): AwsError {
  return accessDenied(`Invalid according to Policy: ${reason}`);
}
