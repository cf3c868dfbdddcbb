import { z } from 'zod';
import { AwsError } from '../../../../protocol/aws-error.ts';

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const scalar = z.union([z.string(), z.number(), z.boolean()]);

const statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.union([z.literal('*'), z.record(z.string(), texts)]).optional(),
  NotPrincipal: z.union([z.literal('*'), z.record(z.string(), texts)]).optional(),
  Action: texts.optional(),
  NotAction: texts.optional(),
  Resource: texts.optional(),
  NotResource: texts.optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.union([scalar, z.array(scalar)]))).optional(),
});
const policy = z.strictObject({
  Version: z.string().optional(),
  Id: z.string().optional(),
  Statement: z.union([z.array(statement).min(1), statement.transform((one) => [one])]),
});

export type BucketPolicy = z.output<typeof policy>;
export type PolicyStatement = BucketPolicy['Statement'][number];

/**
 * Parses the form of a bucket policy; throws MalformedPolicy. Source: IAM user guide, "Grammar of the IAM JSON policy
 * language".
 */
export function parsePolicy(document: string): BucketPolicy {
  let json: unknown;
  try {
    json = JSON.parse(document);
  } catch {
    json = undefined;
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw malformedPolicy("Policies must be valid JSON and the first byte must be '{'");
  const parsed = policy.safeParse(json);
  if (parsed.success) return parsed.data;
  throw malformedPolicy(describe(flatten(parsed.error.issues)[0]));
}

export function malformedPolicy(message: string, detail?: string): AwsError {
  return new AwsError('MalformedPolicy', message, 400, {
    fields: detail === undefined ? {} : { Detail: detail },
  });
}

type Issue = z.core.$ZodIssue;

/** The issue within a union's alternatives, if one of them is clearly meant. */
function flatten(issues: readonly Issue[]): Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return issue;
    const meant = issue.errors.map(flatten).find((inner) => inner.some(({ path }) => path.length > 0));
    return meant?.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })) ?? issue;
  });
}

function describe(issue: Issue | undefined): string {
  if (issue?.code === 'unrecognized_keys') return `Unknown field ${issue.keys[0]}`;
  const field = String(issue?.path.findLast((step) => typeof step === 'string') ?? 'Statement');
  if (field === 'Principal' || field === 'NotPrincipal') return 'Invalid principal in policy';
  return `Missing required field ${field}`;
}
