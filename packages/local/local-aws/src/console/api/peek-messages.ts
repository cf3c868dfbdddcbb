import { queueArn, queueInput } from '../queues.ts';
import { route } from '../route.ts';

/** A queue's messages as they are. Nobody receives them by that, so nothing is hidden or counted. */
export const peekMessages = route({
  method: 'GET',
  path: '/queues/{queue}/messages',
  input: queueInput,
  run: async ({ queue }, { cloud }) => ({ messages: await cloud.ports.queues.peek(queueArn(cloud, queue)) }),
});
