import { z } from 'zod';
import { findQueue, operation, queueResource } from '../sqs-state.ts';

export const listQueueTags = operation({
  name: 'ListQueueTags',
  input: z.strictObject({ QueueUrl: z.string() }),
  resource: queueResource,
  run({ QueueUrl }, { state }) {
    const { tags } = findQueue(state, QueueUrl).record;
    return Object.keys(tags).length > 0 ? { Tags: tags } : {};
  },
});
