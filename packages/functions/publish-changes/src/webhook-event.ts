import { createHash } from 'node:crypto';
import { changedAt, type ImageState, outcomeOf, outcomeVersion } from '@darkroom/catalog';
import type { ImageChange } from './change.ts';

/** The body of a webhook. `id` is derived from the outcome, so it is always the same and receivers can drop repeats. */
export interface WebhookEvent {
  readonly id: string;
  readonly type: 'image.ready' | 'image.failed' | 'image.deleted';
  readonly createdAt: string;
  readonly image: {
    readonly id: string;
    readonly key: string;
    readonly version: string;
    readonly owner?: string;
    readonly correlationId?: string;
    readonly code?: string;
    readonly reason?: string;
  };
}

/** The event for a change; `undefined` for intermediate states. */
export function webhookEventOf({ before, after }: ImageChange): WebhookEvent | undefined {
  if (!after || (before && outcomeOf(before) === outcomeOf(after))) return undefined;
  return webhookEventOfState(after);
}

/** The event for an image's current state; `undefined` if it has no outcome yet, or never existed. */
export function webhookEventOfState(state: ImageState): WebhookEvent | undefined {
  const { id, key, owner, correlationId, status } = state;
  const version = outcomeVersion(state);
  if (status === 'pending' || status === 'processing' || version === undefined) return undefined;
  return {
    id: createHash('sha256')
      .update(`${id} ${outcomeOf(state)}`)
      .digest('hex')
      .slice(0, 32),
    type: `image.${status}`,
    createdAt: changedAt(state).toISOString(),
    image: {
      id,
      key,
      version,
      ...(owner === undefined ? {} : { owner }),
      ...(correlationId === undefined ? {} : { correlationId }),
      ...(state.status === 'failed' ? state.failure : {}),
    },
  };
}
