import { z } from 'zod';
import { findQueue, operation, queueResource } from '../sqs-state.ts';

export const purgeQueue = operation({
  name: 'PurgeQueue',
  input: z.strictObject({ QueueUrl: z.string() }),
  resource: queueResource,
  run: ({ QueueUrl }, { state }) => findQueue(state, QueueUrl).purge(),
});
