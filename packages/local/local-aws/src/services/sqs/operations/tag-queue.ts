import { z } from 'zod';
import { findQueue, operation, queueResource } from '../sqs-state.ts';

export const tagQueue = operation({
  name: 'TagQueue',
  input: z.strictObject({ QueueUrl: z.string(), Tags: z.record(z.string(), z.string()) }),
  resource: queueResource,
  async run({ QueueUrl, Tags }, { state }) {
    const { record } = findQueue(state, QueueUrl);
    await state.save({ ...record, tags: { ...record.tags, ...Tags } });
  },
});
