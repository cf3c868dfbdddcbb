import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { defaultAttributes, withAttributes } from '../queue/queue-record.ts';
import { operation, queueArn, queueUrl } from '../sqs-state.ts';

export const createQueue = operation({
  name: 'CreateQueue',
  input: z.object({
    QueueName: z
      .string()
      .regex(
        /^[\w-]{1,80}$/,
        'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length (local-aws has no FIFO queues)',
      ),
    Attributes: z.record(z.string(), z.string()).default({}),
    tags: z.record(z.string(), z.string()).default({}),
  }),
  resource: ({ QueueName }, { cloud }) => queueArn(cloud, QueueName),
  async run({ QueueName, Attributes, tags }, { cloud, state }) {
    const attributes = withAttributes(defaultAttributes, Attributes);
    const existing = state.queues.get(QueueName);
    if (existing) {
      const differs = Object.entries(Attributes).some(
        ([name, value]) => existing.record.attributes[name] !== value,
      );
      if (differs) {
        throw new AwsError(
          'QueueNameExists',
          'A queue already exists with the same name and a different value for attribute',
          400,
          { headers: { 'x-amzn-query-error': 'QueueAlreadyExists;Sender' } },
        );
      }
    } else {
      const createdAt = Math.floor(cloud.now().getTime() / 1000);
      const arn = queueArn(cloud, QueueName);
      await state.save({ name: QueueName, arn, createdAt, modifiedAt: createdAt, attributes, tags });
    }
    return { QueueUrl: queueUrl(cloud, QueueName) };
  },
});
