import { z } from 'zod';
import { type MessageAttributes, messageAttributesSchema } from './queue/message.ts';
import { invalidParameter, notOfStandardQueues, SqsError } from './sqs-error.ts';

/** Members that SendMessage and an entry of SendMessageBatch share. `checkMessage` checks their values. */
export const sendSchema = z.strictObject({
  MessageBody: z.string().default(''),
  DelaySeconds: z.int().optional(),
  MessageAttributes: messageAttributesSchema.default({}),
  MessageSystemAttributes: messageAttributesSchema.default({}),
  MessageDeduplicationId: z.string().optional(),
  MessageGroupId: z.string().optional(),
});

export type SendInput = z.output<typeof sendSchema>;

/** For a message, and for all messages of a batch together; the limit since August 2025. */
export const maximumSize = 1_048_576;

/** In bytes, as SQS counts: system attributes are free. */
export function sizeOf({ MessageBody, MessageAttributes }: SendInput): number {
  return Object.entries(MessageAttributes).reduce(
    (sum, [name, { DataType, StringValue, BinaryValue }]) =>
      sum +
      bytes(name) +
      bytes(DataType ?? '') +
      bytes(StringValue ?? '') +
      bytes(BinaryValue ?? '', 'base64'),
    bytes(MessageBody),
  );
}

/**
 * Throws what SQS answers to a message that it does not take. Sources: SQS developer guide, "Message metadata", and
 * answers of AWS that LocalStack's tests have recorded.
 */
export function checkMessage(input: SendInput, limit: number): void {
  const { MessageBody, DelaySeconds, MessageAttributes, MessageSystemAttributes } = input;
  const { MessageDeduplicationId, MessageGroupId } = input;
  if (MessageBody === '') {
    throw new SqsError(
      'MissingRequiredParameterException',
      'The request must contain the parameter MessageBody.',
    );
  }
  if (DelaySeconds !== undefined && (DelaySeconds < 0 || DelaySeconds > 900)) {
    throw invalidParameter(
      `Value ${DelaySeconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
    );
  }
  if (MessageDeduplicationId !== undefined) {
    throw notOfStandardQueues('MessageDeduplicationId', MessageDeduplicationId);
  }
  if (MessageGroupId !== undefined && !/^[!-~]{1,128}$/.test(MessageGroupId)) {
    throw invalidParameter(
      `Value ${MessageGroupId} for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
    );
  }
  if (sizeOf(input) > limit) {
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`,
    );
  }
  if (!isText(MessageBody)) throw new SqsError('InvalidMessageContents', invalidCharacters);
  checkUserAttributes(MessageAttributes);
  for (const [name, attribute] of Object.entries(MessageSystemAttributes)) {
    if (name !== 'AWSTraceHeader')
      throw invalidParameter(`Message system attribute name '${name}' is invalid.`);
    checkValue('system', name, attribute);
  }
}

function checkUserAttributes(attributes: MessageAttributes): void {
  const count = Object.keys(attributes).length;
  if (count > 10)
    throw invalidParameter(`Number of message attributes [${count}] exceeds the allowed maximum [10].`);
  for (const [name, attribute] of Object.entries(attributes)) {
    const problem = problemOfName(name);
    if (problem) throw invalidParameter(problem);
    checkValue('(user)', name, attribute);
  }
}

function problemOfName(name: string): string | undefined {
  if (name === '') return 'The request must contain non-empty message (user) attribute names.';
  if (bytes(name) >= 256) return 'Message (user) attribute names must be shorter than 256 Bytes';
  if (!/^[\w.-]+$/.test(name))
    return 'Message (user) attributes name can only contain upper and lower score characters, digits, periods, hyphens and underscores. ';
  if (/^(aws|amazon)\.|^\.|\.$|\.\./i.test(name))
    return "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'. These strings are reserved for internal use. Additionally, they cannot start or end with '.'.";
  return undefined;
}

function checkValue(kind: '(user)' | 'system', name: string, attribute: MessageAttributes[string]): void {
  const { DataType, StringValue, BinaryValue, StringListValues, BinaryListValues } = attribute;
  if (StringListValues?.length || BinaryListValues?.length)
    throw invalidParameter('Message attribute list values in SendMessage operation are not supported.');
  if (!DataType) {
    throw invalidParameter(
      `The message ${kind} attribute '${name}' must contain a non-empty message attribute type.`,
    );
  }
  const [type] = /^(String|Number|Binary)/.exec(DataType) ?? [];
  if (!type) {
    throw invalidParameter(
      `The type of message ${kind} attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
    );
  }
  if (bytes(DataType) >= 256)
    throw invalidParameter(`Message ${kind} attribute types must be shorter than 256 Bytes`);
  if (!(type === 'Binary' ? BinaryValue : StringValue)) {
    throw invalidParameter(
      `Message ${kind} attribute '${name}' must contain a non-empty value of type '${DataType}'.`,
    );
  }
  if (type === 'Number' && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(StringValue ?? ''))
    throw invalidParameter(`Can't cast the value of message ${kind} attribute '${name}' to a number.`);
  if (!isText(StringValue ?? '')) throw invalidParameter(invalidCharacters);
}

const invalidCharacters =
  'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF';

function isText(text: string): boolean {
  return /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u.test(text);
}

function bytes(text: string, encoding: 'utf8' | 'base64' = 'utf8'): number {
  return Buffer.byteLength(text, encoding);
}
