import { z } from 'zod';
import { operation, queueArn, queueDoesNotExist, queueUrl } from '../sqs-state.ts';

export const getQueueUrl = operation({
  name: 'GetQueueUrl',
  input: z.object({ QueueName: z.string() }),
  resource: ({ QueueName }, { cloud }) => queueArn(cloud, QueueName),
  run({ QueueName }, { cloud, state }) {
    if (!state.queues.has(QueueName)) throw queueDoesNotExist();
    return { QueueUrl: queueUrl(cloud, QueueName) };
  },
});
