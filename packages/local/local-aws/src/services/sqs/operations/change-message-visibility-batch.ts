import { z } from 'zod';
import { checkBatch, runBatch } from '../batch.ts';
import { checkRange } from '../sqs-error.ts';
import { findQueue, operation, queueResource } from '../sqs-state.ts';

export const changeMessageVisibilityBatch = operation({
  name: 'ChangeMessageVisibilityBatch',
  action: 'sqs:ChangeMessageVisibility',
  input: z.strictObject({
    QueueUrl: z.string(),
    Entries: z.array(
      z.strictObject({ Id: z.string(), ReceiptHandle: z.string(), VisibilityTimeout: z.int() }),
    ),
  }),
  resource: queueResource,
  run({ QueueUrl, Entries }, { state }) {
    const queue = findQueue(state, QueueUrl);
    checkBatch(Entries, 'ChangeMessageVisibilityBatchRequestEntry');
    return runBatch(Entries, async ({ ReceiptHandle, VisibilityTimeout }) => {
      checkRange('VisibilityTimeout', VisibilityTimeout, 0, 43_200);
      await queue.changeVisibility(ReceiptHandle, VisibilityTimeout);
      return {};
    });
  },
});
