import type { ServiceFactory } from '../../cloud/service.ts';
import { jsonService } from '../../protocol/json.ts';
import { cancelMessageMoveTask } from './operations/cancel-message-move-task.ts';
import { changeMessageVisibility } from './operations/change-message-visibility.ts';
import { changeMessageVisibilityBatch } from './operations/change-message-visibility-batch.ts';
import { createQueue } from './operations/create-queue.ts';
import { deleteMessage } from './operations/delete-message.ts';
import { deleteMessageBatch } from './operations/delete-message-batch.ts';
import { deleteQueue } from './operations/delete-queue.ts';
import { getQueueAttributes } from './operations/get-queue-attributes.ts';
import { getQueueUrl } from './operations/get-queue-url.ts';
import { listMessageMoveTasks } from './operations/list-message-move-tasks.ts';
import { listQueueTags } from './operations/list-queue-tags.ts';
import { listQueues } from './operations/list-queues.ts';
import { purgeQueue } from './operations/purge-queue.ts';
import { receiveMessage } from './operations/receive-message.ts';
import { sendMessage } from './operations/send-message.ts';
import { sendMessageBatch } from './operations/send-message-batch.ts';
import { setQueueAttributes } from './operations/set-queue-attributes.ts';
import { startMessageMoveTask } from './operations/start-message-move-task.ts';
import { tagQueue } from './operations/tag-queue.ts';
import { untagQueue } from './operations/untag-queue.ts';
import { measureLevels } from './queue-metrics.ts';
import { queuePort } from './queue-port.ts';
import { openSqs } from './sqs-state.ts';

/**
 * Amazon SQS, standard queues, with the JSON protocol that SDKs have used since 2023.
 *
 * Gaps: FIFO queues, the older query protocol, permissions through AddPermission. RedriveAllowPolicy is stored but not
 * enforced. Message move tasks, and the list of them, are lost when local-aws stops.
 *
 * By design: messages keep their order and are delivered once, which SQS does not promise. They do not age while local-aws
 * is down.
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
      cancelMessageMoveTask,
      changeMessageVisibility,
      changeMessageVisibilityBatch,
      createQueue,
      deleteMessage,
      deleteMessageBatch,
      deleteQueue,
      getQueueAttributes,
      getQueueUrl,
      listMessageMoveTasks,
      listQueueTags,
      listQueues,
      purgeQueue,
      receiveMessage,
      sendMessage,
      sendMessageBatch,
      setQueueAttributes,
      startMessageMoveTask,
      tagQueue,
      untagQueue,
    ],
  });
  return {
    services: [service],
    ports: { queues: queuePort(cloud, state) },
    async start() {
      measureLevels(cloud, state.queues);
    },
    async close() {
      state.moveTasks.close();
      for (const queue of state.queues.values()) queue.close();
    },
  };
};
