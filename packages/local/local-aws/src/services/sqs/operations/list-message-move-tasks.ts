import { z } from 'zod';
import { type MoveTask, mostTasks, noSuchQueue } from '../move-tasks.ts';
import { checkRange } from '../sqs-error.ts';
import { operation, queueWithArn } from '../sqs-state.ts';

export const listMessageMoveTasks = operation({
  name: 'ListMessageMoveTasks',
  input: z.strictObject({ SourceArn: z.string(), MaxResults: z.int().default(1) }),
  resource: ({ SourceArn }) => SourceArn,
  run({ SourceArn, MaxResults }, { state }) {
    checkRange('MaxResults', MaxResults, 1, mostTasks);
    const source = queueWithArn(state, SourceArn);
    if (!source) throw noSuchQueue('SourceArn');
    return { Results: state.moveTasks.of(source).slice(0, MaxResults).map(document) };
  },
});

/** Members without a value are not sent: JSON has no `undefined`. */
function document(task: MoveTask) {
  return {
    TaskHandle: task.status === 'RUNNING' ? task.handle : undefined,
    Status: task.status,
    SourceArn: task.source.record.arn,
    DestinationArn: task.destination?.record.arn,
    MaxNumberOfMessagesPerSecond: task.maximumPerSecond,
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    FailureReason: task.failureReason,
    StartedTimestamp: task.startedAt,
  };
}
