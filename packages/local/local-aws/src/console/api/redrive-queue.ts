import { queueArn, queueInput } from '../queues.ts';
import { route } from '../route.ts';

/** Sends the messages of a dead-letter queue back to where they came from. */
export const redriveQueue = route({
  method: 'POST',
  path: '/queues/{queue}/redrive',
  input: queueInput,
  run: ({ queue }, { aws, cloud }) =>
    aws.json('sqs', 'StartMessageMoveTask', { SourceArn: queueArn(cloud, queue) }),
});
