import { z } from 'zod';
import { checkBatch, runBatch } from '../batch.ts';
import { findQueue, operation, queueResource } from '../sqs-state.ts';

export const deleteMessageBatch = operation({
  name: 'DeleteMessageBatch',
  action: 'sqs:DeleteMessage',
  input: z.strictObject({
    QueueUrl: z.string(),
    Entries: z.array(z.strictObject({ Id: z.string(), ReceiptHandle: z.string() })),
  }),
  resource: queueResource,
  run({ QueueUrl, Entries }, { state }) {
    const queue = findQueue(state, QueueUrl);
    checkBatch(Entries, 'DeleteMessageBatchRequestEntry');
    return runBatch(Entries, async ({ ReceiptHandle }) => {
      await queue.delete(ReceiptHandle);
      return {};
    });
  },
});
