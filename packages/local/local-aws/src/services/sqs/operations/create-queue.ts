import { z } from 'zod';
import { defaultAttributes, withAttributes } from '../queue/queue-record.ts';
import { checkRedrivePolicy } from '../redrive-policy.ts';
import { invalidParameter, SqsError } from '../sqs-error.ts';
import { operation, queueArn, queueUrl } from '../sqs-state.ts';

export const createQueue = operation({
  name: 'CreateQueue',
  input: z.strictObject({
    QueueName: z.string(),
    Attributes: z.record(z.string(), z.string()).default({}),
    tags: z.record(z.string(), z.string()).default({}),
  }),
  resource: ({ QueueName }, { cloud }) => queueArn(cloud, QueueName),
  async run({ QueueName, Attributes, tags }, { cloud, state }) {
    if (!/^[\w-]{1,80}$/.test(QueueName)) {
      throw invalidParameter(
        'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length (local-aws has no FIFO queues)',
      );
    }
    const attributes = withAttributes(defaultAttributes, Attributes);
    const existing = state.queues.get(QueueName);
    if (existing) {
      const [different] =
        Object.entries(Attributes).find(([name, value]) => existing.record.attributes[name] !== value) ?? [];
      if (different !== undefined) {
        throw new SqsError(
          'QueueNameExists',
          `A queue already exists with the same name and a different value for attribute ${different}`,
        );
      }
    } else {
      checkRedrivePolicy(attributes.RedrivePolicy, state);
      const createdAt = Math.floor(cloud.now().getTime() / 1000);
      const arn = queueArn(cloud, QueueName);
      await state.save({ name: QueueName, arn, createdAt, modifiedAt: createdAt, attributes, tags });
    }
    return { QueueUrl: queueUrl(cloud, QueueName) };
  },
});
