import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { accessDenied } from '../errors.ts';

const scalar = z.union([z.string(), z.number()]);
const condition = z.union([
  z.tuple([z.string().regex(/^(content-length-range|eq|starts-with)$/i), scalar, scalar]),
  z.record(z.string(), z.string()).refine((one) => Object.keys(one).length === 1, {
    error: 'Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.',
  }),
]);
const policyDocument = z.object({
  expiration: z.iso.datetime({ offset: true }),
  conditions: z.array(condition),
});

export interface SizeRange {
  readonly min: number;
  readonly max: number;
}

/** Fields that carry the policy's signature, or that S3 ignores; the policy must cover every other field. */
const uncovered = ['policy', 'x-amz-signature', 'awsaccesskeyid', 'signature', 'file'];

/**
 * Checks the form's fields against its policy (base64) and returns the sizes that the policy allows.
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
      range = { min: wholeNumber(rule.first), max: wholeNumber(rule.second) };
      if (Number.isNaN(range.min + range.max)) throw malformedPolicy('Invalid content-length-range.');
      continue;
    }
    if (!rule.first.startsWith('$')) throw failed(rule);
    const name = rule.first.slice(1).toLowerCase();
    covered.add(name);
    const value = values[name];
    const holds = rule.operator === 'eq' ? value === rule.second : value?.startsWith(rule.second);
    if (!holds) throw failed(rule);
  }
  const extra = Object.keys(values).find((name) => !covered.has(name) && !name.startsWith('x-ignore-'));
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
    return Object.entries(rule).map(([first, second]) => ({ operator: 'eq', first: `$${first}`, second }));
  }
  const [operator, first, second] = rule;
  return [{ operator: operator.toLowerCase(), first: String(first), second: String(second) }];
}

function wholeNumber(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
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

function failed({ operator, first, second }: Rule): AwsError {
  return invalid(`Policy Condition failed: ["${operator}", "${first}", "${second}"]`);
}

function invalid(reason: string): AwsError {
  return accessDenied(`Invalid according to Policy: ${reason}`);
}
