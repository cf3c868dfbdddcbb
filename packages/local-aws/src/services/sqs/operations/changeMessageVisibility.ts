import { z } from 'zod';
import { findQueue, operation, queueResource } from '../sqs-state.ts';

export const changeMessageVisibility = operation({
  name: 'ChangeMessageVisibility',
  input: z.object({
    QueueUrl: z.string(),
    ReceiptHandle: z.string(),
    VisibilityTimeout: z.int().min(0).max(43_200),
  }),
  resource: queueResource,
  run: ({ QueueUrl, ReceiptHandle, VisibilityTimeout }, { state }) =>
    findQueue(state, QueueUrl).changeVisibility(ReceiptHandle, VisibilityTimeout),
});
