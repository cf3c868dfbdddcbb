import { z } from 'zod';
import { parsePolicy, type Statement } from '../../../auth/policy/document.ts';
import { invalidParameter } from '../sns-error.ts';
import { isTopicPolicy } from './delivery-policy.ts';
import { isTopicAction, outOfScope } from './topic-policy.ts';

const sampleRate = z.coerce.number().int().min(0).max(100);
const roleArn = z.string().regex(/^arn:aws:iam::\d{12}:role\/.+$/);
const loggers = ['Application', 'Firehose', 'HTTP', 'Lambda', 'SQS'];

/** The attributes that can be set, and the text that each accepts. */
const settable: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>(
  Object.entries({
    DeliveryPolicy: z.string().refine(isTopicPolicy),
    DisplayName: z.string().max(100),
    KmsMasterKeyId: z.string(),
    Policy: z.string(),
    SignatureVersion: z.enum(['1', '2']),
    TracingConfig: z.enum(['Active', 'PassThrough']),
    ...Object.fromEntries(
      loggers.flatMap((logger) => [
        [`${logger}SuccessFeedbackRoleArn`, roleArn],
        [`${logger}FailureFeedbackRoleArn`, roleArn],
        [`${logger}SuccessFeedbackSampleRate`, sampleRate],
      ]),
    ),
  }),
);

/** For FIFO topics; a standard topic accepts only FifoTopic `false`. */
const ofFifoTopics = ['ArchivePolicy', 'ContentBasedDeduplication', 'FifoThroughputScope', 'FifoTopic'];

/**
 * `before` with what the caller set; the empty text takes an attribute away. `prefix` is what SNS says first.
 * Throws InvalidParameter.
 */
export function withAttributes(
  before: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string>>,
  prefix = '',
): Record<string, string> {
  const after = { ...before };
  for (const [name, value] of Object.entries(changes)) {
    const schema = settable.get(name);
    if (!schema) throw invalidParameter(`${prefix}AttributeName`);
    if (value === '') delete after[name];
    else if (!schema.safeParse(value).success) {
      throw invalidParameter(`${prefix}${name}: Invalid value [${value}].`);
    } else {
      if (name === 'Policy') checkPolicy(value);
      after[name] = value;
    }
  }
  return after;
}

/** CreateTopic's attributes, without FifoTopic `false`, which SNS drops. Throws InvalidParameter for FIFO topics. */
export function withoutFifo(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const { FifoTopic = 'false', ...others } = attributes;
  const fifo =
    FifoTopic === 'false' ? Object.keys(others).find((name) => ofFifoTopics.includes(name)) : 'FifoTopic';
  if (fifo) throw invalidParameter(`Attributes Reason: ${fifo}: local-aws has no FIFO topics`);
  return others;
}

/** Throws InvalidParameter for a policy that SNS refuses. */
function checkPolicy(text: string): void {
  let statements: Statement[];
  try {
    statements = parsePolicy(text);
  } catch {
    throw invalidParameter('Policy Error: null');
  }
  for (const { Action = [], NotAction = [], Resource = [] } of statements) {
    if (![...Action, ...NotAction].every(isTopicAction)) throw outOfScope();
    if (Resource.length !== 1) throw invalidParameter('Policy statement must apply to a single resource!');
  }
}
