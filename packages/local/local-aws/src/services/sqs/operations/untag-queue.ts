import { z } from 'zod';
import { findQueue, operation, queueResource } from '../sqs-state.ts';

export const untagQueue = operation({
  name: 'UntagQueue',
  input: z.strictObject({ QueueUrl: z.string(), TagKeys: z.array(z.string()) }),
  resource: queueResource,
  async run({ QueueUrl, TagKeys }, { state }) {
    const { record } = findQueue(state, QueueUrl);
    const tags = Object.fromEntries(Object.entries(record.tags).filter(([key]) => !TagKeys.includes(key)));
    await state.save({ ...record, tags });
  },
});
