import { z } from 'zod';
import { route } from '../route.ts';

const urls = z.object({ QueueUrls: z.array(z.string()).default([]) });
const attributes = z.object({ Attributes: z.record(z.string(), z.string()) });

/** All queues, with how many messages wait, are being processed, or are delayed. */
export const listQueues = route({
  method: 'GET',
  path: '/queues',
  input: z.strictObject({}),
  async run(_, { aws }) {
    const { QueueUrls } = urls.parse(await aws.json('sqs', 'ListQueues', {}));
    const queues = QueueUrls.map(async (QueueUrl) => {
      const request = { QueueUrl, AttributeNames: ['All'] };
      const { Attributes } = attributes.parse(await aws.json('sqs', 'GetQueueAttributes', request));
      return {
        name: QueueUrl.split('/').at(-1),
        visible: Number(Attributes.ApproximateNumberOfMessages),
        inFlight: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
        delayed: Number(Attributes.ApproximateNumberOfMessagesDelayed),
        attributes: Attributes,
      };
    });
    return { queues: await Promise.all(queues) };
  },
});
