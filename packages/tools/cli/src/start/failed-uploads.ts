import { setTimeout } from 'node:timers/promises';
import type { FailedEvent } from '../operations/failed-event.ts';
import { openFailedEventsQueue } from '../operations/failed-events-queue.ts';
import { listFailedEvents } from '../operations/redrive.ts';
import { openStack, type StackOptions } from '../operations/stack.ts';

export interface FailedUploads {
  /** The event of an upload since then, if Lambda has given up on it. Reads the queue, so it takes a while. */
  find(key: string, since: number): Promise<FailedEvent | undefined>;
}

const pauseMs = 1000; // most photos are processed before the first check

/** Uploads whose events are in the queue failed-events. They stay there, for a redrive. */
export async function openFailedUploads(stack: StackOptions, signal: AbortSignal): Promise<FailedUploads> {
  const queue = await openFailedEventsQueue(await openStack(stack), signal);
  let looking: Promise<readonly FailedEvent[]> | undefined;

  async function look(): Promise<readonly FailedEvent[]> {
    try {
      await setTimeout(pauseMs, undefined, { signal });
      return (await listFailedEvents(queue)).events;
    } finally {
      looking = undefined;
    }
  }

  return {
    async find(key, since) {
      looking ??= look();
      const events = await looking;
      return events.find(({ objects }) =>
        objects.some((object) => object.key === key && Date.parse(object.eventTime) >= since),
      );
    },
  };
}
