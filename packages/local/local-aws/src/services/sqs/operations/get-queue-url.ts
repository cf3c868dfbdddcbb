import { z } from 'zod';
import { operation, queueArn, queueDoesNotExist, queueUrl } from '../sqs-state.ts';

export const getQueueUrl = operation({
  name: 'GetQueueUrl',
  input: z.strictObject({ QueueName: z.string(), QueueOwnerAWSAccountId: z.string().nullish() }),
  resource: ({ QueueName }, { cloud }) => queueArn(cloud, QueueName),
  run({ QueueName, QueueOwnerAWSAccountId: owner }, { cloud, state }) {
    if (!state.queues.has(QueueName) || (owner && owner !== cloud.accountId)) throw queueDoesNotExist();
    return { QueueUrl: queueUrl(cloud, QueueName) };
  },
});
