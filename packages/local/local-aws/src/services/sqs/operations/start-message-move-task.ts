import { z } from 'zod';
import { noSuchQueue } from '../move-tasks.ts';
import { readRedrivePolicy } from '../redrive-policy.ts';
import { checkRange, invalidParameter } from '../sqs-error.ts';
import { operation, queueWithArn } from '../sqs-state.ts';

/** The caller also needs permission for what the task does. Source: developer guide, "Configure queue permissions". */
export const startMessageMoveTask = operation({
  name: 'StartMessageMoveTask',
  input: z.strictObject({
    SourceArn: z.string(),
    DestinationArn: z.string().optional(),
    MaxNumberOfMessagesPerSecond: z.int().optional(),
  }),
  resource: ({ SourceArn }) => SourceArn,
  async run(input, { cloud, state, request }) {
    checkRange('MaxNumberOfMessagesPerSecond', input.MaxNumberOfMessagesPerSecond, 1, 500);
    const source = queueWithArn(state, input.SourceArn);
    if (!source) throw noSuchQueue('SourceArn');
    const origins = [...state.queues.values()].filter(
      ({ record }) => readRedrivePolicy(record.attributes)?.deadLetterTargetArn === source.record.arn,
    );
    if (origins.length === 0)
      throw invalidParameter('Source queue must be configured as a Dead Letter Queue.');
    const destination = input.DestinationArn ? queueWithArn(state, input.DestinationArn) : undefined;
    if (input.DestinationArn && !destination) throw noSuchQueue('DestinationArn');
    if (destination === source)
      throw invalidParameter('Source queue and destination queue cannot be the same.');

    const allow = (action: string, { record }: typeof source) =>
      cloud.access.authorize(request, {
        action,
        resources: [record.arn],
        ...(record.attributes.Policy === undefined ? {} : { resourcePolicy: record.attributes.Policy }),
      });
    for (const action of ['sqs:ReceiveMessage', 'sqs:DeleteMessage']) await allow(action, source);
    for (const queue of destination ? [destination] : origins) await allow('sqs:SendMessage', queue);

    const task = state.moveTasks.start({
      source,
      destination,
      maximumPerSecond: input.MaxNumberOfMessagesPerSecond,
      startedAt: cloud.now().getTime(),
    });
    return { TaskHandle: task.handle };
  },
});
