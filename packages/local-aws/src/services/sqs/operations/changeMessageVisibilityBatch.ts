import { z } from 'zod';
import { runBatch } from '../batch.ts';
import { findQueue, operation, queueResource } from '../sqs-state.ts';

export const changeMessageVisibilityBatch = operation({
  name: 'ChangeMessageVisibilityBatch',
  action: 'sqs:ChangeMessageVisibility',
  input: z.object({
    QueueUrl: z.string(),
    Entries: z.array(
      z.object({ Id: z.string(), ReceiptHandle: z.string(), VisibilityTimeout: z.int().min(0).max(43_200) }),
    ),
  }),
  resource: queueResource,
  run({ QueueUrl, Entries }, { state }) {
    const queue = findQueue(state, QueueUrl);
    return runBatch(Entries, async ({ ReceiptHandle, VisibilityTimeout }) => {
      await queue.changeVisibility(ReceiptHandle, VisibilityTimeout);
      return {};
    });
  },
});
