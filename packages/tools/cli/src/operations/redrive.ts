import { InvokeCommand, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import type { Message } from '@aws-sdk/client-sqs';
import { type FailedEvent, parseFailedEvent } from './failed-event.ts';
import type { FailedEventsQueue } from './failed-events-queue.ts';
import type { DeployedStack } from './stack.ts';

export interface FailedEventList {
  readonly events: readonly FailedEvent[];
  /** Messages that Lambda did not write. */
  readonly foreign: number;
}

/** The failed events in the queue. They stay there, and are visible again once listed. */
export async function listFailedEvents(queue: FailedEventsQueue): Promise<FailedEventList> {
  const messages: Message[] = [];
  try {
    for await (const message of queue.receiveAll(10)) messages.push(message);
  } finally {
    await queue.release(messages);
  }
  const events = messages.flatMap(({ Body = '' }) => parseFailedEvent(Body) ?? []);
  return { events, foreign: messages.length - events.length };
}

export type RedriveStep =
  | { readonly outcome: 'redriven'; readonly event: FailedEvent }
  /** The event stays in the queue. */
  | { readonly outcome: 'kept'; readonly subject: string; readonly reason: string };

/**
 * Runs failed events again, asynchronously, one after another. An event is deleted from the queue only after Lambda has
 * accepted it. So an interruption can at most run an event twice, which changes nothing in the pipeline.
 */
export async function* redrive(
  queue: FailedEventsQueue,
  lambda: DeployedStack['lambda'],
): AsyncGenerator<RedriveStep> {
  const handedOver = new Set<string>();
  const kept: Message[] = [];

  async function redriveOne(message: Message): Promise<RedriveStep> {
    const keep = (subject: string, reason: string): RedriveStep => {
      kept.push(message);
      return { outcome: 'kept', subject, reason };
    };
    const event = parseFailedEvent(message.Body ?? '');
    if (!event) return keep(`message ${message.MessageId}`, 'it does not come from Lambda');
    const { functionArn, payload, subject } = event;
    if (payload === undefined) return keep(subject, 'Lambda left the event out of its record');
    const identity = `${functionArn} ${payload}`;
    if (handedOver.has(identity)) return keep(subject, 'it has failed again in the meantime');
    try {
      const call = {
        FunctionName: functionArn,
        InvocationType: 'Event',
        Payload: Buffer.from(payload),
      } as const;
      await lambda.send(new InvokeCommand(call));
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return keep(subject, `there is no ${functionArn}`);
      throw error;
    }
    handedOver.add(identity);
    await queue.delete(message);
    return { outcome: 'redriven', event };
  }

  try {
    // One at a time, so that an interruption holds back at most one.
    for await (const message of queue.receiveAll(1)) yield await redriveOne(message);
  } finally {
    await queue.release(kept);
  }
}
