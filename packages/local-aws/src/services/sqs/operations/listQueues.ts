import { z } from 'zod';
import { operation, queueArn, queueUrl } from '../sqs-state.ts';

export const listQueues = operation({
  name: 'ListQueues',
  input: z.object({ QueueNamePrefix: z.string().default('') }),
  resource: (_, { cloud }) => queueArn(cloud, '*'),
  run({ QueueNamePrefix }, { cloud, state }) {
    const names = [...state.queues.keys()].filter((name) => name.startsWith(QueueNamePrefix)).sort();
    return { QueueUrls: names.map((name) => queueUrl(cloud, name)) };
  },
});
