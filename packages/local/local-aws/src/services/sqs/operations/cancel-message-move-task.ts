import { z } from 'zod';
import { sourceArnOf } from '../move-tasks.ts';
import { operation } from '../sqs-state.ts';

export const cancelMessageMoveTask = operation({
  name: 'CancelMessageMoveTask',
  input: z.strictObject({ TaskHandle: z.string() }),
  resource: ({ TaskHandle }) => sourceArnOf(TaskHandle),
  run: ({ TaskHandle }, { state }) => ({
    ApproximateNumberOfMessagesMoved: state.moveTasks.cancel(TaskHandle).moved,
  }),
});
