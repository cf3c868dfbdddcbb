import { type ImageState, outcomeOf } from '@darkroom/catalog';
import { changeOf, type StreamRecord } from './change.ts';
import { type WebhookEvent, webhookEventOf, webhookEventOfState } from './webhook-event.ts';

/** An image to count, and what to announce to webhooks. */
export interface Publication {
  readonly id: string;
  readonly correlationId?: string | undefined;
  readonly told?: { readonly event: WebhookEvent; readonly outcome: string } | undefined;
}

/**
 * What to publish for a stream record, or `undefined`. A row that no version of the catalog wrote would block the
 * stream for a day, so it is logged and skipped.
 */
export function publicationOf(
  record: StreamRecord,
  log: { error(message: string, fields: Record<string, unknown>): void },
): Publication | undefined {
  try {
    const change = changeOf(record);
    return change && publication(change.id, change.after, webhookEventOf(change));
  } catch (error) {
    log.error('Skipped a row that is not an image', { eventId: record.eventID, reason: String(error) });
    return undefined;
  }
}

/** An image in its current state; an image without any record counts as nothing. */
export function republicationOf(id: string, state: ImageState | undefined): Publication {
  return publication(id, state, state && webhookEventOfState(state));
}

function publication(
  id: string,
  state: ImageState | undefined,
  event: WebhookEvent | undefined,
): Publication {
  const outcome = state && outcomeOf(state);
  const correlationId = state?.correlationId;
  return event && outcome !== undefined
    ? { id, correlationId, told: { event, outcome } }
    : { id, correlationId };
}
