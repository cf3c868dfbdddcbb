import { queueInput, queueUrl } from '../queues.ts';
import { route } from '../route.ts';

/** Deletes all messages of a queue. */
export const purgeQueue = route({
  method: 'POST',
  path: '/queues/{queue}/purge',
  input: queueInput,
  run: ({ queue }, { aws, cloud }) => aws.json('sqs', 'PurgeQueue', { QueueUrl: queueUrl(cloud, queue) }),
});
