import { AwsError } from '../../../protocol/aws-error.ts';
import { invalidParameter, invalidValue } from '../sns-error.ts';
import { bodiesOf } from './message-bodies.ts';
import type { MessageInput } from './message-input.ts';

/** Bytes of a message, and of all messages of a batch together, including attributes. */
export const maximumSize = 262_144;

export function sizeOf({ Message, MessageAttributes }: MessageInput): number {
  return MessageAttributes.reduce(
    (sum, { Name, Value: { DataType = '', StringValue = '', BinaryValue = '' } }) =>
      sum +
      Buffer.byteLength(Name) +
      Buffer.byteLength(DataType) +
      Buffer.byteLength(StringValue) +
      Buffer.byteLength(BinaryValue, 'base64'),
    Buffer.byteLength(Message),
  );
}

/**
 * Throws what SNS answers to a message that it does not take, whatever its size; `path` is where it stands in the
 * request. Sources: Amazon SNS API reference, "Publish", and answers of AWS that LocalStack's tests have recorded.
 */
export function checkMessage(input: MessageInput, path = ''): void {
  const { Message, Subject, MessageStructure, MessageDeduplicationId, MessageGroupId } = input;
  if (Subject !== undefined && !isSubject(Subject)) throw invalidParameter('Subject');
  if (Message === '') throw invalidParameter('Empty message');
  for (const attribute of input.MessageAttributes) checkAttribute(attribute, path);
  if (MessageDeduplicationId !== undefined) {
    throw invalidParameter(
      'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
    );
  }
  if (MessageGroupId !== undefined) {
    throw invalidParameter('MessageGroupId Reason: local-aws has neither FIFO topics nor fair queues');
  }
  if (MessageStructure !== undefined && MessageStructure !== 'json')
    throw invalidParameter('MessageStructure');
  bodiesOf(input);
}

/** Up to 100 printable characters on one line, as in an email's subject. */
function isSubject(subject: string): boolean {
  return /^[\x21-\x7e][\x20-\x7e]{0,99}$/.test(subject);
}

function checkAttribute({ Name, Value }: MessageInput['MessageAttributes'][number], path: string): void {
  if (Buffer.byteLength(Name) > 256) {
    throw invalidValue('Length of message attribute name must be less than 256 bytes.');
  }
  const problem = problemOfName(Name);
  if (problem !== undefined) throw invalidValue(problem);
  const { DataType } = Value;
  if (DataType === undefined) {
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value null at '${path}messageAttributes.${Name}.member.dataType' failed to satisfy constraint: Member must not be null`,
    );
  }
  const [, type] = /^(String|Number|Binary)(\..+)?$/.exec(DataType) ?? [];
  if (type === undefined) {
    throw invalidValue(
      `The message attribute '${Name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const field = type === 'Binary' ? 'Binary' : 'String';
  const [expected, other] =
    field === 'Binary' ? [Value.BinaryValue, Value.StringValue] : [Value.StringValue, Value.BinaryValue];
  if (expected === undefined && other !== undefined) {
    throw invalidValue(`The message attribute '${Name}' with type '${DataType}' must use field '${field}'.`);
  }
  if (!expected) {
    throw invalidValue(
      `The message attribute '${Name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
    );
  }
  if (type === 'Number' && !Number.isFinite(Number(expected))) {
    throw invalidValue(`Could not cast message attribute '${Name}' value to number.`);
  }
}

function problemOfName(name: string): string | undefined {
  if (name.startsWith('.')) return "Invalid message attribute name starting with character '.' was found.";
  if (name.endsWith('.')) return "Invalid message attribute name ending with character '.' was found.";
  const [foreign] = /[^\w.-]/u.exec(name) ?? [];
  if (foreign !== undefined) {
    const code = foreign.codePointAt(0)?.toString(16).toUpperCase();
    return `Invalid non-alphanumeric character '#x${code}' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.`;
  }
  if (name.includes('..')) return "Message attribute name can not have successive '.' character.";
  return undefined;
}
