import { z } from 'zod';
import { queueInput, queueUrl } from '../queues.ts';
import { route } from '../route.ts';

/** Sends a message to a queue. */
export const sendMessage = route({
  method: 'POST',
  path: '/queues/{queue}/messages',
  input: queueInput.extend({ body: z.string() }),
  run: ({ queue, body }, { aws, cloud }) =>
    aws.json('sqs', 'SendMessage', { QueueUrl: queueUrl(cloud, queue), MessageBody: body }),
});
