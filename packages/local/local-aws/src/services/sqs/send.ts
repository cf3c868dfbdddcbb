import type { AwsRequest } from '../../protocol/message.ts';
import { checkMessage, type SendInput } from './message-rules.ts';
import { md5, md5OfAttributes } from './queue/message.ts';
import type { Queue } from './queue/queue.ts';

/** Sends a message to a queue and answers as SQS does. Throws SqsError for a message that SQS refuses. */
export async function send(queue: Queue, input: SendInput, { caller, headers }: AwsRequest) {
  checkMessage(input, Number(queue.record.attributes.MaximumMessageSize));
  const { MessageBody, MessageAttributes, MessageSystemAttributes, DelaySeconds, MessageGroupId } = input;
  const { id } = await queue.send({
    body: MessageBody,
    attributes: MessageAttributes,
    groupId: MessageGroupId,
    traceHeader:
      MessageSystemAttributes.AWSTraceHeader?.StringValue ?? headers['x-amzn-trace-id']?.toString(),
    delaySeconds: DelaySeconds,
    senderId: caller.userId,
  });
  return {
    MessageId: id,
    MD5OfMessageBody: md5(MessageBody),
    ...(isEmpty(MessageAttributes) ? {} : { MD5OfMessageAttributes: md5OfAttributes(MessageAttributes) }),
    ...(isEmpty(MessageSystemAttributes)
      ? {}
      : { MD5OfMessageSystemAttributes: md5OfAttributes(MessageSystemAttributes) }),
  };
}

function isEmpty(attributes: object): boolean {
  return Object.keys(attributes).length === 0;
}
