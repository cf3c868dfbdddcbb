import { z } from 'zod';
import { findQueue, operation, queueResource } from '../sqs-state.ts';

export const deleteQueue = operation({
  name: 'DeleteQueue',
  input: z.strictObject({ QueueUrl: z.string() }),
  resource: queueResource,
  run: ({ QueueUrl }, { state }) => state.remove(findQueue(state, QueueUrl)),
});
