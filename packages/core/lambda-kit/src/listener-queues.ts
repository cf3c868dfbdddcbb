import * as z from 'zod';
import { imageEventTypes } from './trigger.ts';

/** The variable by which `publish-changes` knows the functions that listen; absent if there are none. */
export const listenersVariable = 'LISTENERS';

const listenersSchema = z.record(
  z.string(),
  z.object({ queue: z.string(), events: z.array(z.enum(imageEventTypes)) }),
);

/** The queue of each listening function, and the events that it wants, by the function's name. */
export function parseListeners(variable: string | undefined): z.output<typeof listenersSchema> {
  return listenersSchema.parse(JSON.parse(variable ?? '{}'));
}
