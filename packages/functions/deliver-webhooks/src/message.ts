import { createHash } from 'node:crypto';
import * as z from 'zod';

/** A message that neither publish-changes nor CloudWatch wrote. */
export class UnreadableEventError extends Error {
  readonly code = 'Unreadable';
  constructor(reason: string) {
    super(`The message is not a webhook event: ${reason}`);
    this.name = 'UnreadableEventError';
  }
}

/** What is sent to an endpoint. */
export interface Delivery {
  /** The same at every attempt, so that receivers can drop repeats. */
  readonly id: string;
  readonly type: string;
  readonly body: string;
  /** For the log. */
  readonly image?: { readonly id: string; readonly correlationId?: string | undefined } | undefined;
}

/** Parses no other field: publish-changes writes the body for the receiver, so a new field needs no change here. */
const eventSchema = z.object({
  id: z.string(),
  type: z.string(),
  image: z.object({ id: z.string(), correlationId: z.string().optional() }).optional().catch(undefined),
});

/** CloudWatch's message to a topic; "Notifying users on alarm changes" shows one. */
const alarmSchema = z.object({
  AlarmName: z.string(),
  AlarmDescription: z.string().nullish(),
  NewStateValue: z.enum(['ALARM', 'OK', 'INSUFFICIENT_DATA']),
  NewStateReason: z.string(),
  StateChangeTime: z.string(),
  AlarmArn: z.string(),
});

/** Reads a message from an endpoint's queue. Throws `UnreadableEventError`. */
export function readMessage(message: string): Delivery {
  const json = parseJson(message);
  const alarm = alarmSchema.safeParse(json);
  if (alarm.success) return alarmDelivery(alarm.data);
  const event = eventSchema.safeParse(json);
  if (!event.success) throw new UnreadableEventError(z.prettifyError(event.error));
  return { ...event.data, body: message };
}

function alarmDelivery(alarm: z.output<typeof alarmSchema>): Delivery {
  const { AlarmArn: arn, StateChangeTime: time, NewStateValue: state } = alarm;
  const id = createHash('sha256').update(`${arn} ${time} ${state}`).digest('hex').slice(0, 32);
  const type = 'alarm';
  const body = JSON.stringify({
    id,
    type,
    createdAt: new Date(time.replace(/\+0000$/, 'Z')).toISOString(),
    alarm: {
      name: alarm.AlarmName,
      state,
      reason: alarm.NewStateReason,
      description: alarm.AlarmDescription ?? '',
    },
  });
  return { id, type, body };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
