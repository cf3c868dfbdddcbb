import { z } from 'zod';
import { runBatch } from '../batch.ts';
import { send, sendSchema } from '../send.ts';
import { findQueue, operation, queueResource } from '../sqs-state.ts';

export const sendMessageBatch = operation({
  name: 'SendMessageBatch',
  action: 'sqs:SendMessage',
  input: z.object({ QueueUrl: z.string(), Entries: z.array(sendSchema.extend({ Id: z.string() })) }),
  resource: queueResource,
  run({ QueueUrl, Entries }, { state, request }) {
    const queue = findQueue(state, QueueUrl);
    return runBatch(Entries, (entry) => send(queue, entry, request.caller.userId));
  },
});
