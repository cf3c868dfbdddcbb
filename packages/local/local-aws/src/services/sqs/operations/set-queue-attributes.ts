import { z } from 'zod';
import { withAttributes } from '../queue/queue-record.ts';
import { checkRedrivePolicy } from '../redrive-policy.ts';
import { findQueue, operation, queueResource } from '../sqs-state.ts';

export const setQueueAttributes = operation({
  name: 'SetQueueAttributes',
  input: z.strictObject({ QueueUrl: z.string(), Attributes: z.record(z.string(), z.string()) }),
  resource: queueResource,
  async run({ QueueUrl, Attributes }, { cloud, state }) {
    const { record } = findQueue(state, QueueUrl);
    const attributes = withAttributes(record.attributes, Attributes);
    checkRedrivePolicy(Attributes.RedrivePolicy, state);
    await state.save({
      ...record,
      attributes,
      modifiedAt: Math.floor(cloud.now().getTime() / 1000),
    });
  },
});
