import { z } from 'zod';
import { jsonOrUndefined } from '../../../protocol/json-or-undefined.ts';
import { invalidParameter } from '../sns-error.ts';
import { isSubscriptionPolicy } from '../topics/delivery-policy.ts';
import { checkFilterPolicy, filterScopes } from './filter-policy.ts';
import type { Protocol } from './subscription.ts';

const redrivePolicySchema = z.object({ deadLetterTargetArn: z.string() });

/** Attributes for endpoints to which local-aws does not deliver. */
const ofOtherEndpoints = ['ReplayPolicy', 'SubscriptionRoleArn'];

interface Context {
  readonly protocol: Protocol;
  /** How SNS's error message begins. */
  readonly prefix?: string;
}

/** `before` with the caller's changes. Throws InvalidParameter. */
export function withAttributes(
  before: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string>>,
  { protocol, prefix = '' }: Context,
): Record<string, string> {
  const after = { ...before };
  for (const [name, value] of Object.entries(changes)) {
    if (ofOtherEndpoints.includes(name)) {
      throw invalidParameter(`${prefix}${name}: local-aws has it for no endpoint`);
    }
    const setting = settings.get(name);
    if (!setting) throw invalidParameter(`${prefix}AttributeName`);
    if (setting.unset?.includes(value)) {
      delete after[name];
      continue;
    }
    const problem = setting.problemOf(value, protocol);
    if (problem !== undefined) throw invalidParameter(`${prefix}${problem}`);
    after[name] = name === 'RawMessageDelivery' ? value.toLowerCase() : value;
  }
  const { FilterPolicy, FilterPolicyScope } = after;
  if (FilterPolicy && 'FilterPolicy' in changes) checkFilterPolicy(FilterPolicy, FilterPolicyScope, prefix);
  return after;
}

/** The queue for messages that could not be delivered. */
export function deadLetterArnOf({ RedrivePolicy }: Readonly<Record<string, string>>): string | undefined {
  return RedrivePolicy ? redrivePolicySchema.parse(JSON.parse(RedrivePolicy)).deadLetterTargetArn : undefined;
}

interface Setting {
  /** Values that remove the attribute; Terraform sends the empty filter. */
  readonly unset?: readonly string[];
  /** What is wrong with a value, undefined if nothing is. */
  problemOf(value: string, protocol: Protocol): string | undefined;
}

const settings: ReadonlyMap<string, Setting> = new Map<string, Setting>([
  ['DeliveryPolicy', { unset: [''], problemOf: problemOfDelivery }],
  ['FilterPolicy', { unset: ['', '{}'], problemOf: () => undefined }],
  ['FilterPolicyScope', { problemOf: problemOfScope }],
  ['RawMessageDelivery', { problemOf: problemOfRawDelivery }],
  ['RedrivePolicy', { unset: [''], problemOf: problemOfRedrive }],
]);

function problemOfDelivery(value: string, protocol: Protocol): string | undefined {
  if (protocol !== 'http' && protocol !== 'https') {
    return `Delivery protocol [${protocol}] does not support delivery policy.`;
  }
  return isSubscriptionPolicy(value) ? undefined : `DeliveryPolicy: Invalid value [${value}].`;
}

function problemOfScope(value: string): string | undefined {
  return filterScopes.includes(value)
    ? undefined
    : `FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`;
}

function problemOfRawDelivery(value: string, protocol: Protocol): string | undefined {
  if (!['true', 'false'].includes(value.toLowerCase())) {
    return `RawMessageDelivery: Invalid value [${value}]. Must be true or false.`;
  }
  return ['sqs', 'http', 'https'].includes(protocol)
    ? undefined
    : `Delivery protocol [${protocol}] does not support raw message delivery.`;
}

function problemOfRedrive(value: string): string | undefined {
  const policy = jsonOrUndefined(value);
  if (policy === undefined) return 'RedrivePolicy: failed to parse JSON.';
  const arn = redrivePolicySchema.safeParse(policy).data?.deadLetterTargetArn ?? '';
  return /^arn:aws:sqs:[\w-]+:\d{12}:[\w-]+$/.test(arn)
    ? undefined
    : 'RedrivePolicy: deadLetterTargetArn is an invalid arn';
}
