import { z } from 'zod';
import { isJson } from '../../../protocol/is-json.ts';
import { maximumSize } from '../message-rules.ts';
import { SqsError } from '../sqs-error.ts';

export interface QueueRecord {
  readonly name: string;
  readonly arn: string;
  /** Seconds since the epoch. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

export const defaultAttributes: Readonly<Record<string, string>> = {
  DelaySeconds: '0',
  MaximumMessageSize: String(maximumSize),
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
  VisibilityTimeout: '30',
};

const seconds = (low: number, high: number) => z.coerce.number().int().min(low).max(high);
const json = z.string().refine(isJson);

/** Attributes that can be read but not set. */
const told = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
  'QueueArn',
];

/** For FIFO queues; a standard queue can be asked for them and has none. */
const ofFifoQueues = ['ContentBasedDeduplication', 'DeduplicationScope', 'FifoQueue', 'FifoThroughputLimit'];

/** Attributes that can be set. Numbers are sent as text. */
const settable: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>(
  Object.entries({
    DelaySeconds: seconds(0, 900),
    MaximumMessageSize: seconds(1024, maximumSize),
    MessageRetentionPeriod: seconds(60, 1_209_600),
    ReceiveMessageWaitTimeSeconds: seconds(0, 20),
    VisibilityTimeout: seconds(0, 43_200),
    SqsManagedSseEnabled: z.enum(['true', 'false']),
    KmsMasterKeyId: z.string(),
    KmsDataKeyReusePeriodSeconds: seconds(60, 86_400),
    Policy: json,
    RedrivePolicy: z.string(),
    RedriveAllowPolicy: json,
  }),
);

/** `before` with what the caller set; the empty text takes an attribute away. Throws InvalidAttributeName, …Value. */
export function withAttributes(
  before: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string>>,
): Record<string, string> {
  const after = { ...before };
  for (const [name, value] of Object.entries(changes)) {
    const schema = settable.get(name);
    if (!schema) throw unknownAttribute(name);
    if (value === '') delete after[name];
    else if (schema.safeParse(value).success) after[name] = value;
    else throw new SqsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
  }
  return withOneEncryption(after, changes);
}

/** For which SQS keeps a data key. */
const defaultReuseSeconds = '300';

/**
 * A queue has SQS's own encryption or that of a key of KMS: to ask for one ends the other. Throws InvalidAttributeName for
 * both. Source: API reference, SetQueueAttributes.
 */
function withOneEncryption(
  after: Record<string, string>,
  { KmsMasterKeyId: key, SqsManagedSseEnabled: managed }: Readonly<Record<string, string>>,
): Record<string, string> {
  if (key && managed === 'true') {
    throw new SqsError(
      'InvalidAttributeName',
      'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
    );
  }
  if (key)
    return {
      KmsDataKeyReusePeriodSeconds: defaultReuseSeconds,
      ...after,
      SqsManagedSseEnabled: 'false',
    };
  if (managed !== 'true') return after;
  const { KmsMasterKeyId: _, KmsDataKeyReusePeriodSeconds: __, ...others } = after;
  return others;
}

/** Throws InvalidAttributeName. */
export function checkAttributeNames(names: readonly string[]): void {
  const known = ['All', ...told, ...ofFifoQueues, ...settable.keys()];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw unknownAttribute(unknown);
}

function unknownAttribute(name: string): SqsError {
  return new SqsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
}
