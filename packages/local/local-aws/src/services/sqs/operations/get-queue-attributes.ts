import { z } from 'zod';
import { checkAttributeNames } from '../queue/queue-record.ts';
import { findQueue, operation, queueResource } from '../sqs-state.ts';

export const getQueueAttributes = operation({
  name: 'GetQueueAttributes',
  input: z.strictObject({ QueueUrl: z.string(), AttributeNames: z.array(z.string()).default([]) }),
  resource: queueResource,
  run({ QueueUrl, AttributeNames }, { state }) {
    const queue = findQueue(state, QueueUrl);
    checkAttributeNames(AttributeNames);
    const { attributes, arn, createdAt, modifiedAt } = queue.record;
    const { visible, inFlight, delayed } = queue.counts();
    const all: Record<string, string> = {
      ...attributes,
      QueueArn: arn,
      CreatedTimestamp: String(createdAt),
      LastModifiedTimestamp: String(modifiedAt),
      ApproximateNumberOfMessages: String(visible),
      ApproximateNumberOfMessagesNotVisible: String(inFlight),
      ApproximateNumberOfMessagesDelayed: String(delayed),
    };
    const wanted = Object.entries(all).filter(
      ([name]) => AttributeNames.includes('All') || AttributeNames.includes(name),
    );
    return { Attributes: Object.fromEntries(wanted) };
  },
});
