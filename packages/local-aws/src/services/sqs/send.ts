import { z } from 'zod';
import { AwsError } from '../../protocol/aws-error.ts';
import { md5, md5OfAttributes, messageAttributesSchema } from './queue/message.ts';
import type { Queue } from './queue/queue.ts';

/** Members that SendMessage and an entry of SendMessageBatch share. */
export const sendSchema = z.object({
  MessageBody: z.string().min(1),
  DelaySeconds: z.int().min(0).max(900).optional(),
  MessageAttributes: messageAttributesSchema.default({}),
});

/** Puts a message into a queue and answers as SQS does. Throws InvalidParameterValue for one that is too large. */
export async function send(queue: Queue, input: z.output<typeof sendSchema>, senderId: string) {
  const { MessageBody, MessageAttributes, DelaySeconds } = input;
  const limit = Number(queue.record.attributes.MaximumMessageSize);
  if (Buffer.byteLength(MessageBody) > limit) {
    throw new AwsError(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`,
    );
  }
  const { id } = await queue.send({
    body: MessageBody,
    attributes: MessageAttributes,
    delaySeconds: DelaySeconds,
    senderId,
  });
  return {
    MessageId: id,
    MD5OfMessageBody: md5(MessageBody),
    ...(Object.keys(MessageAttributes).length > 0
      ? { MD5OfMessageAttributes: md5OfAttributes(MessageAttributes) }
      : {}),
  };
}
