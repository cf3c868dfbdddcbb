import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import type { Message } from './queue/message.ts';
import type { Queue } from './queue/queue.ts';
import { invalidParameter, SqsError } from './sqs-error.ts';

/** The input of StartMessageMoveTask. */
export interface Move {
  readonly source: Queue;
  /** `undefined`: each message returns to the queue from which it came. */
  readonly destination: Queue | undefined;
  readonly maximumPerSecond: number | undefined;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

export interface MoveTask extends Move {
  readonly handle: string;
  readonly toMove: number;
  moved: number;
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  failureReason?: string;
}

/** The tasks that move messages back from dead-letter queues. They live as long as local-aws runs. */
export interface MoveTasks {
  /** Throws InvalidParameterValue while another task of the queue is running. */
  start(move: Move): MoveTask;
  /** Newest first. */
  of(source: Queue): readonly MoveTask[];
  /** Throws InvalidParameterValue if it is not a handle, ResourceNotFoundException if there is no such task. */
  cancel(handle: string): MoveTask;
  close(): void;
}

export function createMoveTasks(queueOf: (arn: string) => Queue | undefined): MoveTasks {
  const tasks = new Map<Queue, MoveTask[]>();
  const closing = new AbortController();
  const isRunning = ({ status }: MoveTask) => status === 'RUNNING' && !closing.signal.aborted;

  /** Throws if the task must end. */
  function destinationOf({ destination }: MoveTask, { deadLetterSource }: Message): Queue {
    if (!destination && deadLetterSource === undefined) throw new Error('CouldNotDetermineMessageSource');
    const arn = destination?.record.arn ?? deadLetterSource ?? '';
    const queue = queueOf(arn);
    if (!queue) throw new Error('AWS.SimpleQueueService.NonExistentQueue');
    return queue;
  }

  async function run(task: MoveTask): Promise<void> {
    const pause = 1000 / (task.maximumPerSecond ?? Number.POSITIVE_INFINITY);
    while (isRunning(task)) {
      if (!(await task.source.moveOne((message) => destinationOf(task, message)))) {
        task.status = 'COMPLETED';
        return;
      }
      task.moved++;
      if (pause > 0) await setTimeout(pause, undefined, { signal: closing.signal });
    }
  }

  return {
    start(move) {
      const earlier = tasks.get(move.source) ?? [];
      if (earlier.some(isRunning)) {
        throw invalidParameter(
          'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
        );
      }
      const task: MoveTask = {
        ...move,
        handle: writeHandle(randomUUID(), move.source.record.arn),
        toMove: move.source.counts().visible,
        moved: 0,
        status: 'RUNNING',
      };
      tasks.set(move.source, [task, ...earlier].slice(0, mostTasks));
      run(task).catch((error: unknown) => {
        if (!isRunning(task)) return;
        task.status = 'FAILED';
        task.failureReason = error instanceof Error ? error.message : String(error);
      });
      return task;
    },
    of: (source) => tasks.get(source) ?? [],
    cancel(handle) {
      const source = queueOf(sourceArnOf(handle));
      if (!source) throw noSuchQueue('SourceArn');
      const task = tasks.get(source)?.find((each) => each.handle === handle && isRunning(each));
      if (!task) throw new SqsError('ResourceNotFoundException', 'Task does not exist.', 404);
      task.status = 'CANCELLED';
      return task;
    },
    close: () => closing.abort(),
  };
}

/** ListMessageMoveTasks returns no more. */
export const mostTasks = 10;

export function noSuchQueue(parameter: 'SourceArn' | 'DestinationArn'): SqsError {
  const message = `The resource that you specified for the ${parameter} parameter doesn't exist.`;
  return new SqsError('ResourceNotFoundException', message, 404);
}

const handleSchema = z.object({ taskId: z.string(), sourceArn: z.string() });

function writeHandle(taskId: string, sourceArn: string): string {
  return Buffer.from(JSON.stringify({ taskId, sourceArn })).toString('base64');
}

/** Throws InvalidParameterValue. */
export function sourceArnOf(handle: string): string {
  try {
    return handleSchema.parse(JSON.parse(Buffer.from(handle, 'base64').toString())).sourceArn;
  } catch {
    throw invalidParameter('Value for parameter TaskHandle is invalid.');
  }
}
