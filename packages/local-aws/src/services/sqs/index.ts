import { jsonService } from '../../protocol/json.ts';
import type { ServiceFactory } from '../index.ts';
import { changeMessageVisibility } from './operations/changeMessageVisibility.ts';
import { changeMessageVisibilityBatch } from './operations/changeMessageVisibilityBatch.ts';
import { createQueue } from './operations/createQueue.ts';
import { deleteMessage } from './operations/deleteMessage.ts';
import { deleteMessageBatch } from './operations/deleteMessageBatch.ts';
import { deleteQueue } from './operations/deleteQueue.ts';
import { getQueueAttributes } from './operations/getQueueAttributes.ts';
import { getQueueUrl } from './operations/getQueueUrl.ts';
import { listQueues } from './operations/listQueues.ts';
import { listQueueTags } from './operations/listQueueTags.ts';
import { purgeQueue } from './operations/purgeQueue.ts';
import { receiveMessage } from './operations/receiveMessage.ts';
import { sendMessage } from './operations/sendMessage.ts';
import { sendMessageBatch } from './operations/sendMessageBatch.ts';
import { setQueueAttributes } from './operations/setQueueAttributes.ts';
import { tagQueue } from './operations/tagQueue.ts';
import { untagQueue } from './operations/untagQueue.ts';
import { queuePort } from './queue-port.ts';
import { openSqs } from './sqs-state.ts';

/**
 * Amazon SQS, standard queues, by the JSON protocol that SDKs speak since 2023.
 *
 * Gaps: FIFO and fair queues, the older query protocol, message move tasks, permissions by AddPermission.
 * RedriveAllowPolicy is kept, not enforced. By design: order is kept and nothing comes twice, which SQS does not promise.
 */
export const createSqs: ServiceFactory = async (cloud) => {
  const state = await openSqs(cloud);
  const service = jsonService({
    name: 'sqs',
    iamPrefix: 'sqs',
    version: '1.0',
    cloud,
    state,
    operations: [
      changeMessageVisibility,
      changeMessageVisibilityBatch,
      createQueue,
      deleteMessage,
      deleteMessageBatch,
      deleteQueue,
      getQueueAttributes,
      getQueueUrl,
      listQueueTags,
      listQueues,
      purgeQueue,
      receiveMessage,
      sendMessage,
      sendMessageBatch,
      setQueueAttributes,
      tagQueue,
      untagQueue,
    ],
  });
  return {
    services: [service],
    ports: { queues: queuePort(cloud, state) },
    async close() {
      for (const queue of state.queues.values()) queue.close();
    },
  };
};
