import { z } from 'zod';
import { checkBatch, runBatch } from '../batch.ts';
import { maximumSize, sendSchema, sizeOf } from '../message-rules.ts';
import { send } from '../send.ts';
import { SqsError } from '../sqs-error.ts';
import { findQueue, operation, queueResource } from '../sqs-state.ts';

export const sendMessageBatch = operation({
  name: 'SendMessageBatch',
  action: 'sqs:SendMessage',
  input: z.strictObject({ QueueUrl: z.string(), Entries: z.array(sendSchema.extend({ Id: z.string() })) }),
  resource: queueResource,
  run({ QueueUrl, Entries }, { state, request }) {
    const queue = findQueue(state, QueueUrl);
    checkBatch(Entries, 'SendMessageBatchRequestEntry');
    const size = Entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
    if (size > maximumSize) {
      throw new SqsError(
        'BatchRequestTooLong',
        `Batch requests cannot be longer than ${maximumSize} bytes. You have sent ${size} bytes.`,
      );
    }
    return runBatch(Entries, (entry) => send(queue, entry, request));
  },
});
