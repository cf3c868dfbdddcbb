import { z } from 'zod';
import { parsePolicy } from '../../auth/policy/document.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { EventBus } from './bus.ts';

const policySchema = z.object({
  Version: z.string().default('2012-10-17'),
  Statement: z.union([
    z.array(z.looseObject({ Sid: z.string().optional() })),
    z.looseObject({ Sid: z.string().optional() }).transform((statement) => [statement]),
  ]),
});

export type BusPolicy = z.output<typeof policySchema>;

/** Quota of AWS. */
const longest = 10_240;

/** The statements of a bus's policy; none if it has no policy. */
export function policyOf({ policy }: EventBus): BusPolicy {
  return policy === undefined
    ? { Version: '2012-10-17', Statement: [] }
    : policySchema.parse(JSON.parse(policy));
}

/** Throws ValidationException for what is no policy, and PolicyLengthExceededException. */
export function checkPolicy(text: string): BusPolicy {
  if (text.length > longest)
    throw new AwsError('PolicyLengthExceededException', 'The policy is longer than the limit.');
  try {
    parsePolicy(text);
    return policySchema.parse(JSON.parse(text));
  } catch {
    throw new AwsError('ValidationException', 'Invalid policy document.');
  }
}
