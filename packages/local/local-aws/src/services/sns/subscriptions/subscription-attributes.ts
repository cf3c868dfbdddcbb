import { z } from 'zod';
import { invalidParameter } from '../sns-error.ts';
import { checkFilterPolicy, filterScopes } from './filter-policy.ts';
import type { Protocol } from './subscription.ts';

const redrivePolicySchema = z.object({ deadLetterTargetArn: z.string() });

/** What SNS has, and local-aws only for endpoints that it does not deliver to. */
const ofOtherProtocols = ['DeliveryPolicy', 'ReplayPolicy', 'SubscriptionRoleArn'];

/**
 * `before` with what the caller set; the empty text takes FilterPolicy and RedrivePolicy away. `prefix` is what SNS
 * says first. Throws InvalidParameter.
 */
export function withAttributes(
  before: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string>>,
  { protocol, prefix = '' }: { readonly protocol: Protocol; readonly prefix?: string },
): Record<string, string> {
  const after = { ...before };
  for (const [name, value] of Object.entries(changes)) {
    if (ofOtherProtocols.includes(name)) {
      throw invalidParameter(`${prefix}${name}: local-aws has it for no ${protocol} endpoint`);
    }
    const check = settable[name];
    if (!check) throw invalidParameter(`${prefix}AttributeName`);
    if (value === '' && mayBeEmpty.includes(name)) {
      delete after[name];
      continue;
    }
    const problem = check(value);
    if (problem !== undefined) throw invalidParameter(`${prefix}${name}: ${problem}`);
    after[name] = name === 'RawMessageDelivery' ? value.toLowerCase() : value;
  }
  const { FilterPolicy, FilterPolicyScope } = after;
  if (FilterPolicy && 'FilterPolicy' in changes) checkFilterPolicy(FilterPolicy, FilterPolicyScope, prefix);
  return after;
}

/** Where what could not be delivered goes. */
export function deadLetterArnOf({ RedrivePolicy }: Readonly<Record<string, string>>): string | undefined {
  return RedrivePolicy ? redrivePolicySchema.parse(JSON.parse(RedrivePolicy)).deadLetterTargetArn : undefined;
}

const mayBeEmpty = ['FilterPolicy', 'RedrivePolicy'];

/** What is wrong with a value, undefined where nothing is. */
const settable: Readonly<Record<string, (value: string) => string | undefined>> = {
  FilterPolicy: () => undefined,
  FilterPolicyScope: (value) =>
    filterScopes.includes(value)
      ? undefined
      : `Invalid value [${value}]. Please use either MessageBody or MessageAttributes`,
  RawMessageDelivery: (value) =>
    ['true', 'false'].includes(value.toLowerCase())
      ? undefined
      : `Invalid value [${value}]. Must be true or false.`,
  RedrivePolicy(value) {
    const parsed = redrivePolicySchema.safeParse(parseJson(value));
    if (parseJson(value) === undefined) return 'failed to parse JSON.';
    return /^arn:aws:sqs:[\w-]+:\d{12}:[\w-]+$/.test(parsed.data?.deadLetterTargetArn ?? '')
      ? undefined
      : 'deadLetterTargetArn is an invalid arn';
  },
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
