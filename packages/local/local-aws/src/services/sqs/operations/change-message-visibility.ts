import { z } from 'zod';
import { checkRange } from '../sqs-error.ts';
import { findQueue, operation, queueResource } from '../sqs-state.ts';

export const changeMessageVisibility = operation({
  name: 'ChangeMessageVisibility',
  input: z.strictObject({
    QueueUrl: z.string(),
    ReceiptHandle: z.string(),
    VisibilityTimeout: z.int(),
  }),
  resource: queueResource,
  run({ QueueUrl, ReceiptHandle, VisibilityTimeout }, { state }) {
    const queue = findQueue(state, QueueUrl);
    checkRange('VisibilityTimeout', VisibilityTimeout, 0, 43_200);
    return queue.changeVisibility(ReceiptHandle, VisibilityTimeout);
  },
});
