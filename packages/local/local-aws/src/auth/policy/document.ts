import { z } from 'zod';

/** One value or a list, as everywhere in policies. */
const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

const principals = z.union([
  z.literal('*').transform(() => ({ AWS: ['*'] }) as Principals),
  z.partialRecord(z.enum(['AWS', 'Service', 'Federated', 'CanonicalUser']), texts),
]);

export type Principals = Partial<Record<'AWS' | 'Service' | 'Federated' | 'CanonicalUser', string[]>>;

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const conditionValues = z.union([scalar, z.array(scalar)]).transform((value) => [value].flat());

const statement = z.object({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: texts.optional(),
  NotAction: texts.optional(),
  Resource: texts.optional(),
  NotResource: texts.optional(),
  Principal: principals.optional(),
  NotPrincipal: principals.optional(),
  /** Operator → key → values. */
  Condition: z.record(z.string(), z.record(z.string(), conditionValues)).optional(),
});

/** From a policy as JSON data. */
export const policySchema = z.object({
  Statement: z.union([statement, z.array(statement)]).transform((value) => [value].flat()),
});

export type Statement = z.output<typeof statement>;

/** The statements of a policy. Source: IAM user guide, "IAM JSON policy elements reference". */
export function parsePolicy(text: string): Statement[] {
  return policySchema.parse(JSON.parse(text)).Statement;
}
