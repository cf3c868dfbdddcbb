import type { Cloud } from '../../cloud/cloud.ts';
import type { QueuePort } from '../../cloud/ports.ts';
import { md5 } from './queue/message.ts';
import type { Queue } from './queue/queue.ts';
import { systemAttributes } from './received.ts';
import { queueArn, queueDoesNotExist, type SqsState } from './sqs-state.ts';

/** What SQS does for other services. */
export function queuePort(cloud: Cloud, state: SqsState): QueuePort {
  function find(arn: string): Queue {
    const name = arn.split(':').at(-1) ?? '';
    const queue = arn === queueArn(cloud, name) ? state.queues.get(name) : undefined;
    if (!queue) throw queueDoesNotExist();
    return queue;
  }

  return {
    exists: async (arn) =>
      state.queues.has(arn.split(':').at(-1) ?? '') && arn.startsWith(queueArn(cloud, '')),
    visibilityTimeout: async (arn) => Number(find(arn).record.attributes.VisibilityTimeout),
    policyOf: async (arn) => find(arn).record.attributes.Policy,
    async send(arn, body, attributes = {}, traceHeader = undefined) {
      return {
        messageId: (await find(arn).send({ body, attributes, traceHeader, senderId: cloud.accountId })).id,
      };
    },
    async receive(arn, maximum) {
      const messages = await find(arn).receive(maximum);
      return messages.map((message) => ({
        messageId: message.id,
        receiptHandle: message.receiptHandle,
        body: message.body,
        attributes: systemAttributes(message),
        messageAttributes: Object.fromEntries(
          Object.entries(message.attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
            name,
            {
              dataType: DataType,
              ...(StringValue == null ? {} : { stringValue: StringValue }),
              ...(BinaryValue == null ? {} : { binaryValue: BinaryValue }),
              stringListValues: [],
              binaryListValues: [],
            },
          ]),
        ),
        md5OfBody: md5(message.body),
      }));
    },
    async peek(arn) {
      const now = cloud.now().getTime();
      return find(arn)
        .peek()
        .map((message) => ({
          messageId: message.id,
          body: message.body,
          attributes: systemAttributes(message),
          isVisible: message.visibleAt <= now,
        }));
    },
    delete: (arn, receiptHandle) => find(arn).delete(receiptHandle),
    changeVisibility: (arn, receiptHandle, seconds) => find(arn).changeVisibility(receiptHandle, seconds),
    onMessage: (arn, callback) => find(arn).onVisible(callback),
  };
}
