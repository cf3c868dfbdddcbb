import { z } from 'zod';
import { findQueue, operation, queueResource } from '../sqs-state.ts';

export const deleteMessage = operation({
  name: 'DeleteMessage',
  input: z.strictObject({ QueueUrl: z.string(), ReceiptHandle: z.string() }),
  resource: queueResource,
  run: ({ QueueUrl, ReceiptHandle }, { state }) => findQueue(state, QueueUrl).delete(ReceiptHandle),
});
