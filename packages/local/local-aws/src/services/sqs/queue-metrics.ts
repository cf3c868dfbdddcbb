import type { Cloud } from '../../cloud/cloud.ts';
import { serviceMeters } from '../../metrics/service-meters.ts';
import type { Queue } from './queue/queue.ts';

const dimensions = (queueName: string) => ({ QueueName: queueName });

/** Source: Amazon SQS Developer Guide, "Available CloudWatch metrics for Amazon SQS". */
const traffic = {
  NumberOfMessagesSent: 'Count',
  NumberOfMessagesReceived: 'Count',
  NumberOfMessagesDeleted: 'Count',
  NumberOfEmptyReceives: 'Count',
} as const;
const levels = {
  ApproximateNumberOfMessagesVisible: 'Count',
  ApproximateNumberOfMessagesNotVisible: 'Count',
  ApproximateNumberOfMessagesDelayed: 'Count',
  ApproximateAgeOfOldestMessage: 'Seconds',
} as const;

/** The queue, with its traffic counted. */
export function countTraffic(cloud: Cloud, queue: Queue): Queue {
  const count = serviceMeters(cloud, 'AWS/SQS', { units: traffic, dimensions });
  const { send, receive, delete: remove } = queue;
  return Object.assign(queue, {
    async send(...message: Parameters<Queue['send']>) {
      const sent = await send(...message);
      count('NumberOfMessagesSent', queue.record.name, 1);
      return sent;
    },
    async receive(...how: Parameters<Queue['receive']>) {
      const received = await receive(...how);
      if (received.length === 0) count('NumberOfEmptyReceives', queue.record.name, 1);
      else count('NumberOfMessagesReceived', queue.record.name, received.length);
      return received;
    },
    async delete(receiptHandle: string) {
      await remove(receiptHandle);
      count('NumberOfMessagesDeleted', queue.record.name, 1);
    },
  });
}

/** Measures how full all queues are, whenever metrics are read. */
export function measureLevels(cloud: Cloud, queues: ReadonlyMap<string, Queue>): void {
  const measure = serviceMeters(cloud, 'AWS/SQS', { units: levels, dimensions, isLevel: true });
  cloud.ports.metrics.beforeReading(() => {
    const now = cloud.now().getTime();
    for (const [name, queue] of queues) {
      const { visible, inFlight, delayed } = queue.counts();
      const oldest = queue.peek().reduce((earliest, { sentAt }) => Math.min(earliest, sentAt), now);
      measure('ApproximateNumberOfMessagesVisible', name, visible);
      measure('ApproximateNumberOfMessagesNotVisible', name, inFlight);
      measure('ApproximateNumberOfMessagesDelayed', name, delayed);
      measure('ApproximateAgeOfOldestMessage', name, Math.floor((now - oldest) / 1000));
    }
  });
}
